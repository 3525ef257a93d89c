package metallb.adapters.kubernetes;

import java.io.IOException;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Asked when a request has its connection, right before its first byte: so what took long, or was stopped, while connecting or
 * proving who is who still finds a closed door.
 */
interface LastCheck {
    /** @throws IOException why the request may not leave */
    void pass() throws IOException;

    /** The same call with this check; only on a client that asks for it. */
    static Call of(OkHttpClient client, Call call, LastCheck check) {
        return client.newCall(call.request().newBuilder().tag(LastCheck.class, check).build());
    }

    /** As a network interceptor: such a one is run between connecting and the request's first byte. */
    static Response intercept(Interceptor.Chain chain) throws IOException {
        LastCheck check = chain.request().tag(LastCheck.class);
        if (check != null) {
            check.pass();
        }
        return chain.proceed(chain.request());
    }

    /** The term that it was decided in is over. */
    final class TermOver extends IOException {
        private static final long serialVersionUID = 1;

        TermOver() {
            super("not sent: the term that it was decided in is over");
        }
    }
}
