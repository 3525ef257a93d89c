package metallb.adapters.support.apistore.access;

import java.util.List;

/** Who calls. {@code uid}: of the service account, empty for all others. */
public record Account(String name, String uid, List<String> groups) {
    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";
    /** May do everything, whatever roles there are. */
    static final String MASTERS = "system:masters";
    static final String AUTHENTICATED = "system:authenticated";

    /** Whom the kubeconfig of the cluster names. */
    public static final Account ADMINISTRATOR = new Account("kubernetes-admin", "", List.of(MASTERS, AUTHENTICATED));
    /** Who shows nothing. */
    public static final Account ANONYMOUS = new Account("system:anonymous", "", List.of("system:unauthenticated"));

    public Account {
        groups = List.copyOf(groups);
    }

    public static Account ofServiceAccount(String namespace, String name, String uid) {
        return new Account(SERVICE_ACCOUNT + namespace + ":" + name, uid,
                List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, AUTHENTICATED));
    }

    boolean isServiceAccount(String namespace, String other) {
        return name.equals(SERVICE_ACCOUNT + namespace + ":" + other);
    }
}
