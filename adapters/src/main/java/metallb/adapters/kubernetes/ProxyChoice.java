package metallb.adapters.kubernetes;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;

/**
 * How the API server is reached, chosen as client-go does: by the cluster's {@code proxy-url} in the kubeconfig, else by
 * {@code HTTPS_PROXY} or {@code HTTP_PROXY} (in small letters too) unless {@code NO_PROXY} names the server or it is this host.
 */
sealed interface ProxyChoice {
    record Direct() implements ProxyChoice {}

    /**
     * @param credentials user and password of the proxy, {@code user:password}
     */
    record Through(Proxy proxy, Optional<String> credentials) implements ProxyChoice {}

    /** The proxy that is named is none that can be used. */
    record Unusable(String why) implements ProxyChoice {}

    /**
     * @param proxyUrl the kubeconfig's, where it has one
     * @param server the API server
     */
    static ProxyChoice of(Optional<String> proxyUrl, Map<String, String> environment, URI server) {
        if (proxyUrl.isPresent()) {
            return through("proxy-url", proxyUrl.get());
        }
        String variable = "https".equals(server.getScheme()) ? "HTTPS_PROXY" : "HTTP_PROXY";
        String wanted = variable(environment, variable);
        String host = String.valueOf(server.getHost()).replaceAll("^\\[|]$", "").toLowerCase(Locale.ROOT);
        if (wanted.isEmpty() || isThisHost(host) || isExcepted(variable(environment, "NO_PROXY"), host, port(server))) {
            return new Direct();
        }
        return through(variable, wanted.contains("://") ? wanted : "http://" + wanted);
    }

    private static String variable(Map<String, String> environment, String name) {
        String large = environment.getOrDefault(name, "");
        return (large.isEmpty() ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "") : large).strip();
    }

    private static int port(URI server) {
        return server.getPort() > 0 ? server.getPort() : "https".equals(server.getScheme()) ? 443 : 80;
    }

    private static boolean isThisHost(String host) {
        return host.equals("localhost") || IpAddress.parse(host).filter(address ->
                Prefix.of("127.0.0.0/8").contains(address) || address.equals(IpAddress.of("::1"))).isPresent();
    }

    /** The list of NO_PROXY: {@code *}, addresses, prefixes, names with all below them, {@code .names} below; with a port or without. */
    private static boolean isExcepted(String exceptions, String host, int port) {
        Optional<IpAddress> address = IpAddress.parse(host);
        for (String each : exceptions.toLowerCase(Locale.ROOT).split(",")) {
            String exception = each.strip();
            if (exception.equals("*") || address.isPresent()
                    && Prefix.parse(exception).filter(prefix -> prefix.contains(address.get())).isPresent()) {
                return true;
            }
            if (exception.endsWith(":" + port)) {
                exception = exception.substring(0, exception.length() - (":" + port).length());
            }
            exception = exception.replaceAll("^\\[|]$", "").replaceFirst("^\\*\\.", ".");
            boolean isBelow = !exception.isEmpty() && address.isEmpty()
                    && host.endsWith(exception.startsWith(".") ? exception : "." + exception);
            if (host.equals(exception) || isBelow) {
                return true;
            }
        }
        return false;
    }

    private static ProxyChoice through(String from, String url) {
        try {
            URI proxy = new URI(url);
            Proxy.Type type = switch (String.valueOf(proxy.getScheme())) {
                case "http" -> Proxy.Type.HTTP;
                case "socks5", "socks5h" -> Proxy.Type.SOCKS;
                case null, default -> null;
            };
            if (type != null && proxy.getHost() != null) {
                int usual = type == Proxy.Type.HTTP ? 80 : 1080;
                int port = proxy.getPort() > 0 ? proxy.getPort() : usual;
                return new Through(new Proxy(type, InetSocketAddress.createUnresolved(proxy.getHost(), port)),
                        Optional.ofNullable(proxy.getUserInfo()));
            }
        } catch (URISyntaxException e) {
            // not told: it may hold a password
        }
        return new Unusable(from + " is no proxy that can be used; wanted http://HOST:PORT or socks5://HOST:PORT");
    }
}
