package metallb.adapters.support.apistore;

import java.util.Optional;

/**
 * Asked before a PUT or a server-side apply creates what it did not find: whoever may update or patch need not be one who may
 * create (the server's handlers ask its authorizer a second time there).
 */
@FunctionalInterface
public interface CreationGuard {
    /** Lets everything be created. */
    CreationGuard NONE = _ -> Optional.empty();

    /** Why this object may not be created, empty where its refusal has no reason; no value where it may. */
    Optional<String> refusal(Target object);
}
