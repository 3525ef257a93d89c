package metallb.adapters.devcluster;

import java.util.List;
import metallb.adapters.support.apistore.Response;

/** The answer to a body over the bound. */
final class TooLarge {
    static final Response RESPONSE = new Response(413, "application/json", List.of(), 0, """
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",\
            "message":"Request entity too large: limit is 3145728","reason":"RequestEntityTooLarge","code":413}
            """);

    private TooLarge() {
    }
}
