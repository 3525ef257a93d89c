package metallb.bootstrap.check;

import java.io.PrintWriter;
import java.util.List;
import metallb.domain.config.Problem;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How verdicts are shown. */
enum Output {
    /** Lines as compilers write them; why a file cannot be read goes to standard error. */
    TEXT {
        @Override
        void show(List<Verdict> verdicts, PrintWriter out, PrintWriter err) {
            for (Verdict verdict : verdicts) {
                switch (verdict) {
                    case Verdict.Acceptable(String file, int peers, int pools, List<Problem> warnings) -> {
                        warnings.forEach(warning -> out.println("warning: " + warning));
                        out.println(file + ": acceptable: " + counted(peers, "peer") + ", "
                                + counted(pools, "address pool"));
                    }
                    case Verdict.Refused(String file, List<Problem> errors) -> {
                        errors.forEach(error -> out.println("error: " + error));
                        out.println(file + ": refused, " + counted(errors.size(), "error"));
                    }
                    case Verdict.Unreadable(String file, String why) -> err.println(file + ": " + why);
                }
            }
        }
    },

    /** One object with a list of files, in the order given; all of it on standard output. */
    JSON {
        @Override
        void show(List<Verdict> verdicts, PrintWriter out, PrintWriter err) {
            ObjectNode root = JsonNodeFactory.instance.objectNode();
            ArrayNode files = root.putArray("files");
            for (Verdict verdict : verdicts) {
                ObjectNode file = files.addObject().put("file", verdict.file());
                switch (verdict) {
                    case Verdict.Acceptable(String _, int peers, int pools, List<Problem> warnings) -> {
                        file.put("verdict", "acceptable").put("peers", peers).put("addressPools", pools);
                        list(file.putArray("warnings"), warnings);
                    }
                    case Verdict.Refused(String _, List<Problem> errors) ->
                            list(file.put("verdict", "refused").putArray("errors"), errors);
                    case Verdict.Unreadable(String _, String why) -> file.put("verdict", "unreadable").put("why", why);
                }
            }
            out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root));
        }
    };

    abstract void show(List<Verdict> verdicts, PrintWriter out, PrintWriter err);

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static void list(ArrayNode list, List<Problem> problems) {
        problems.forEach(problem -> list.addObject().put("path", problem.where().path())
                .put("line", problem.where().line()).put("column", problem.where().column())
                .put("what", problem.what()).put("wanted", problem.wanted()));
    }
}
