package metallb.adapters.config;

import java.util.ArrayList;
import java.util.List;
import metallb.domain.config.Problem;
import metallb.domain.config.Problems;
import metallb.domain.config.Tree;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What a text holds as YAML.
 *
 * @param documents in the order written; what was read before a syntax error where there are problems
 * @param problems in the order of their places
 * @param whole whether the documents hold everything but what the problems are about
 */
record YamlStream(List<Tree> documents, List<Problem> problems, boolean whole) {
    YamlStream {
        documents = List.copyOf(documents);
        problems = List.copyOf(problems);
    }

    /**
     * Never throws, whatever the text: what the parser throws becomes a problem, without the parser's excerpt of the
     * text, which may hold passwords.
     *
     * @param mostDocuments a document more is a problem
     */
    static YamlStream parse(String text, Placement placement, int mostDocuments) {
        Problems problems = new Problems();
        List<Tree> documents = new ArrayList<>();
        String content = text.startsWith("\ufeff") ? text.substring(1) : text;
        boolean whole = TextBounds.check(content, placement, problems)
                && readAll(content, placement, mostDocuments, documents, problems);
        return new YamlStream(documents, problems.inOrder(), whole);
    }

    private static boolean readAll(String text, Placement placement, int mostDocuments, List<Tree> documents,
            Problems problems) {
        Lines lines = Lines.of(text);
        boolean whole = true;
        LoadSettings settings = LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
        EventsRead events = new EventsRead(new Parse(settings).parseString(text).iterator());
        try {
            while (events.hasNext()) {
                Event event = events.next();
                if (event.getEventId() != Event.ID.DocumentStart) {
                    continue;
                }
                if (documents.size() == mostDocuments) {
                    Mark mark = event.getStartMark().orElseThrow();
                    problems.add(placement.at("", mark.getLine() + 1, mark.getColumn() + 1), "a second document begins",
                            "expected one document; remove the line --- and what follows it");
                    return whole;
                }
                TreeBuilder builder = new TreeBuilder(events, placement, lines, problems);
                documents.add(builder.document());
                whole &= builder.isWhole();
            }
            return whole;
        } catch (TreeBuilder.BeyondBounds _) {
            // is noted already; nothing behind it is worth reading
        } catch (MarkedYamlEngineException e) {
            SyntaxWords.note(e, lines, placement, problems);
        } catch (RuntimeException e) {
            // the parser has no list of what it throws besides; no text of any configuration may stop a process
            problems.add(placement.at("", events.line(), events.column()),
                    "could not parse config: the YAML parser failed (" + e.getClass().getSimpleName()
                            + ") on what stands here or below", "expected YAML; look at quotes and brackets");
        }
        return false;
    }
}
