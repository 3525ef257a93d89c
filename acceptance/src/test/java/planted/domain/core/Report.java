package planted.domain.core;

/** A word that adapters may see. */
public class Report {
    /** So may they its parts. */
    public static class Line {}
}
