package metallb.domain.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import metallb.domain.bgp.wire.Capability;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a peer can do wrong, row by row, and the NOTIFICATION that follows: code, subcode and data as the bytes sent, or that
 * the session stays. The peer is AS 64501 (fbf5), we are AS 64500.
 */
class ErrorRowsTest {
    private static final String MARKER = "ff".repeat(16);
    private static final UnaryOperator<Bench> OPEN_SENT = Bench::openSent;
    private static final UnaryOperator<Bench> OPEN_CONFIRM = Bench::openConfirm;
    private static final UnaryOperator<Bench> ESTABLISHED = Bench::established;
    /** With a peer that offers RFC 7313 as well. */
    private static final UnaryOperator<Bench> ENHANCED = bench -> bench.openSent()
            .receive(bench.theirOpen(new Capability.EnhancedRouteRefresh())).receive(MessageWriter.keepalive());
    /** ORIGIN, AS_PATH, NEXT_HOP; one route. */
    private static final String MANDATORY = "40010100 40020602010000fbf5 4003040a000002";
    private static final String ROUTE = "20c0a80a00";

    /** @param sent code, subcode and data; empty where the session stays */
    private record Row(String name, UnaryOperator<Bench> state, Bytes came, String sent) {
        @Override
        public String toString() {
            return name + ": " + came.toHex().substring(Math.min(32, came.length() * 2));
        }
    }

    private static Row row(String name, UnaryOperator<Bench> state, String type, String body, String sent) {
        int length = 19 + Bytes.ofHex(body).length();
        return new Row(name, state, Bytes.ofHex(MARKER + "%04x".formatted(length) + type + body), sent);
    }

    private static Row raw(String name, UnaryOperator<Bench> state, String hex, String sent) {
        return new Row(name, state, Bytes.ofHex(hex), sent);
    }

    /** The OPEN of AS 64501, hold time 9 s, id 10.0.0.2, four-octet, IPv4, with something else instead of one field. */
    private static Row open(String name, String version, String asn, String hold, String id, String parameters, String sent) {
        return row(name, OPEN_SENT, "01", version + asn + hold + id + parameters, sent);
    }

    private static Row update(String name, String withdrawn, String attributes, String routes, String sent) {
        return row(name, ESTABLISHED, "02", field(withdrawn) + field(attributes) + routes, sent);
    }

    private static String field(String hex) {
        Bytes bytes = Bytes.ofHex(hex);
        return "%04x".formatted(bytes.length()) + bytes.toHex();
    }

    private static Stream<Row> headers() {
        return Stream.of(
                raw("marker not all ones", ESTABLISHED, "ff".repeat(15) + "fe" + "001304", "0101"),
                raw("length < 19", ESTABLISHED, MARKER + "001204", "0102 0012"),
                raw("length > 4096", ESTABLISHED, MARKER + "100102", "0102 1001"),
                raw("OPEN < 29", OPEN_SENT, MARKER + "001c01", "0102 001c"),
                raw("UPDATE < 23", ESTABLISHED, MARKER + "001602", "0102 0016"),
                raw("KEEPALIVE != 19", ESTABLISHED, MARKER + "001404", "0102 0014"),
                raw("unknown type", ESTABLISHED, MARKER + "001300", "0103 00"),
                raw("unknown type", OPEN_SENT, MARKER + "001306", "0103 06"),
                raw("ROUTE-REFRESH body != 4 bytes", ENHANCED, MARKER + "001605 000100",
                        "0701 " + MARKER + "001605000100"),
                raw("ROUTE-REFRESH body != 4 bytes, RFC 7313 not agreed on", ESTABLISHED, MARKER + "001605 000100", "0102 0016"),
                raw("ROUTE-REFRESH body != 4 bytes in OpenSent", OPEN_SENT, MARKER + "001605 000100", "0501 05"),
                raw("ROUTE-REFRESH body != 4 bytes in OpenConfirm", OPEN_CONFIRM, MARKER + "001605 000100", "0502 05"),
                row("ROUTE-REFRESH of an unknown AFI/SAFI", ESTABLISHED, "05", "00190041", ""),
                row("ROUTE-REFRESH of an unknown subtype", ESTABLISHED, "05", "0001ff01", ""));
    }

    private static Stream<Row> opens() {
        String ipv4 = "08 0206 010400010001";
        return Stream.of(
                open("OPEN version != 4", "05", "fbf5", "0009", "0a000002", ipv4, "0201 0004"),
                open("peer AS != configured", "04", "fbf6", "0009", "0a000002", ipv4, "0202"),
                open("peer AS != configured, four-octet", "04", "fbf5", "0009", "0a000002", "08 0206 41040000fbf6", "0202"),
                open("AS_TRANS without the four-octet number", "04", "5ba0", "0009", "0a000002", ipv4, "0202"),
                open("AS 0 (RFC 7607)", "04", "0000", "0009", "0a000002", ipv4, "0202"),
                open("AS 0 (RFC 7607), four-octet", "04", "5ba0", "0009", "0a000002", "08 0206 410400000000", "0202"),
                open("BGP id 0", "04", "fbf5", "0009", "00000000", ipv4, "0203"),
                open("optional parameter type != 2", "04", "fbf5", "0009", "0a000002", "03 010100", "0204"),
                open("parameter lengths that do not add up", "04", "fbf5", "0009", "0a000002", "04 0206", "0200"),
                open("capability TLV overrun", "04", "fbf5", "0009", "0a000002", "04 02020104", "0200"),
                open("hold time 1", "04", "fbf5", "0001", "0a000002", ipv4, "0206"),
                open("hold time 2", "04", "fbf5", "0002", "0a000002", ipv4, "0206"),
                open("no common AFI", "04", "fbf5", "0009", "0a000002", "08 0206 010400020001", "0207 010400010001"),
                open("unknown capability", "04", "fbf5", "0009", "0a000002", "0c 020a 7f0201020104 00010001", ""),
                open("repeated capability", "04", "fbf5", "0009", "0a000002", "0e 020c 010400010001 010400010001", ""),
                open("several caps per param", "04", "fbf5", "0009", "0a000002", "0c 020a 010400010001 02004600", ""),
                open("caps in several params", "04", "fbf5", "0009", "0a000002", "0c 0206 010400010001 0202 0200", ""),
                open("RFC 9072 form", "04", "fbf5", "0009", "0a000002", "ff ff 0009 02 0006 010400010001", ""),
                row("wrong message in OpenSent", OPEN_SENT, "02", "00000000", "0501 02"),
                row("wrong message in OpenSent", OPEN_SENT, "04", "", "0501 04"),
                row("wrong message in OpenSent", OPEN_SENT, "05", "00010001", "0501 05"),
                row("wrong message in OpenConfirm", OPEN_CONFIRM, "01", "04fbf500090a000002 08 0206 010400010001", "0502 01"),
                row("wrong message in OpenConfirm", OPEN_CONFIRM, "02", "00000000", "0502 02"),
                row("wrong message in OpenConfirm", OPEN_CONFIRM, "05", "00010001", "0502 05"),
                row("wrong message in Established", ESTABLISHED, "01", "04fbf500090a000002 08 0206 010400010001", "0503 01"));
    }

    private static Stream<Row> updates() {
        return Stream.of(
                row("withdrawn length exceeds message", ESTABLISHED, "02", "0005 0000", "0301"),
                row("total attr length exceeds message", ESTABLISHED, "02", "0000 0005", "0301"),
                update("withdrawn prefix length > 32", "21c0a80a0000", "", "", "030a"),
                update("NLRI prefix length > 32", "", MANDATORY, "21c0a80a0000", "030a"),
                update("NLRI overruns field", "", MANDATORY, "20c0a8", "030a"),
                update("withdrawn prefix overruns field", "20c0a8", "", "", "030a"),
                update("MP_REACH prefix overruns", "", "800e0b 0001 01 04 0a000002 00 20c0" + MANDATORY, "",
                        "0309 800e0b 0001 01 04 0a000002 00 20c0"),
                update("MP_UNREACH prefix length > 32", "", "800f08 0001 01 21 c0a80a00", "", "0309 800f08 0001 01 21 c0a80a00"),
                update("MP_REACH twice", "", "800e09 0001 01 04 0a000002 00 800e09 0001 01 04 0a000002 00", "", "0301"),
                update("MP_UNREACH twice", "", "800f03000101 800f03000101", "", "0301"),
                update("MP_REACH too short", "", "800e04 0001 01 00", "", "0301"),
                update("bad next-hop length", "", "800e0a 0001 01 05 0a00000200 00" + MANDATORY, "", "0301"),
                update("unknown well-known attribute", "", MANDATORY + "40630100", ROUTE, "0302 40630100"),
                update("attribute TLV overruns block, NLRI locatable", "", MANDATORY + "c00808 00000000", ROUTE, ""),
                update("flags conflict", "", "c0010100 40020602010000fbf5 4003040a000002", ROUTE, ""),
                update("ORIGIN length", "", "4001020000 40020602010000fbf5 4003040a000002", ROUTE, ""),
                update("ORIGIN value", "", "40010103 40020602010000fbf5 4003040a000002", ROUTE, ""),
                update("AS_PATH segment type", "", "40010100 40020609010000fbf5 4003040a000002", ROUTE, ""),
                update("AS_PATH zero count", "", "40010100 4002020200 4003040a000002", ROUTE, ""),
                update("AS_PATH overrun", "", "40010100 40020602020000fbf5 4003040a000002", ROUTE, ""),
                update("NEXT_HOP length", "", "40010100 40020602010000fbf5 4003030a0000", ROUTE, ""),
                update("MED length", "", MANDATORY + "800403000000", ROUTE, ""),
                update("communities length % 4", "", MANDATORY + "c00803000000", ROUTE, ""),
                update("communities length 0", "", MANDATORY + "c00800", ROUTE, ""),
                update("extended communities % 8", "", MANDATORY + "c01007 00000000000000", ROUTE, ""),
                update("large communities % 12", "", MANDATORY + "c0200b 0000000000000000000000", ROUTE, ""),
                update("missing mandatory", "", "40010100 40020602010000fbf5", ROUTE, ""),
                update("AS 0", "", "40010100 40020602 0100000000 4003040a000002", ROUTE, ""),
                update("ATOMIC_AGGREGATE length", "", MANDATORY + "40060100", ROUTE, ""),
                update("AGGREGATOR length", "", MANDATORY + "c00703000000", ROUTE, ""),
                update("AS4_PATH of a new speaker", "", MANDATORY + "c01100", ROUTE, ""),
                update("LOCAL_PREF from eBGP", "", MANDATORY + "40050400000064", ROUTE, ""),
                update("ORIGINATOR_ID and CLUSTER_LIST from eBGP", "", MANDATORY + "80090401010101 800a0401010101", ROUTE, ""),
                update("other duplicate attribute", "", MANDATORY + "40010100", ROUTE, ""),
                update("unknown optional attribute", "", MANDATORY + "c0630100", ROUTE, ""),
                update("UPDATE for an AFI/SAFI not negotiated", "", "800f03000201", "", ""),
                update("UPDATE for an AFI/SAFI nobody knows", "", "800e0a 4004 47 04 0a000002 00 00", "", ""));
    }

    private static Stream<Row> rows() {
        return Stream.of(headers(), opens(), updates()).flatMap(rows -> rows);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isAnsweredWithExactlyThatNotification(Row row) {
        Bench bench = row.state().apply(Bench.external());
        bench.outputs();
        bench.receive(row.came());
        List<SessionOutput> outputs = bench.outputs();
        if (row.sent().isEmpty()) {
            assertEquals(new SessionOutput.Resume(bench.link), outputs.getLast());
            assertEquals(0, bench.peer.counters().notificationsSent());
            return;
        }
        Bytes expected = Bytes.ofHex(row.sent());
        assertEquals(new SessionOutput.Send(bench.link, Bytes.ofHex(MARKER + "%04x".formatted(19 + expected.length()) + "03"
                + expected.toHex())), outputs.getFirst());
        assertEquals(new SessionOutput.Close(bench.link), outputs.get(1));
        assertEquals("Idle", bench.peer.state().name());
    }

    /** RFC 4271 6.4: nobody could be told what was wrong with it. */
    @ParameterizedTest
    @CsvSource({"0000, 0", "0012, 18", "0014, 20", "1001, 4097", "ffff, 65535"})
    void aNotificationOfABadLengthEndsTheSessionWithoutAWord(String length, int bytes) {
        for (UnaryOperator<Bench> state : List.of(OPEN_SENT, OPEN_CONFIRM, ESTABLISHED)) {
            Bench bench = state.apply(Bench.external());
            bench.outputs();
            bench.receive(Bytes.ofHex(MARKER + length + "03"));
            assertEquals(new SessionOutput.Close(bench.link), bench.outputs().getFirst());
            assertEquals("Idle", bench.peer.state().name());
            assertEquals(0, bench.peer.counters().notificationsSent());
            Reason reason = bench.peer.lastEnd().orElseThrow();
            assertEquals("malformedMessage: a NOTIFICATION of " + bytes + " bytes", reason.word() + ": " + reason.text());
        }
    }

    /** LOCAL_PREF matters within an AS only, and so does an identifier that is ours. */
    @ParameterizedTest
    @MethodSource("internalRows")
    void isAnsweredSoWithinOurAs(Row row) {
        Bench bench = row.state().apply(new Bench(Bench.settings(Bench.OURS, 9, Family.IPV4), 1));
        bench.outputs();
        bench.receive(row.came());
        List<Message> sent = bench.sent();
        assertEquals(row.sent(), sent.isEmpty() ? "" : ((Message.Notification) sent.getFirst()).code() + "/"
                + ((Message.Notification) sent.getFirst()).subcode());
    }

    private static Stream<Row> internalRows() {
        return Stream.of(
                row("BGP id equal to ours on iBGP", OPEN_SENT, "01", "04fbf400090a000001 08 0206 010400010001", "2/3"),
                update("LOCAL_PREF length", "", MANDATORY + "400503000064", ROUTE, ""),
                update("missing LOCAL_PREF", "", MANDATORY, ROUTE, ""));
    }

    /** 6/2 to 6/10 and 8/0 are sent by our own will or clock. */
    @Test
    void theHoldTimerIsAnsweredToo() {
        Bench bench = Bench.external().established().synced();
        bench.outputs();
        bench.pass(Duration.ofSeconds(9));
        assertEquals("0015030400", bench.sentHex().getLast());
    }

    @ParameterizedTest
    @CsvSource({"2, 0602 0464657074", "3, 0603", "4, 0604 0464657074", "5, 0605", "6, 0606", "7, 0607", "8, 0608", "10, 060a"})
    void weEndWithTheCeaseThatIsAsked(int subcode, String sent) {
        Bench bench = Bench.external().established().synced();
        bench.outputs();
        bench.peer.reset(bench.now(), subcode, "dept");
        Bytes expected = Bytes.ofHex(sent);
        assertEquals(List.of("%04x".formatted(19 + expected.length()) + "03" + expected.toHex()), bench.turn().sentHex());
    }
}
