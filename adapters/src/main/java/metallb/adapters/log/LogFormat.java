package metallb.adapters.log;

/** How a line of the log looks. */
public enum LogFormat {
    /** {@code 12:34:56.789 INFO  default/nginx  IPAllocated  Assigned IP "192.0.2.1"}. */
    TEXT,
    /** One flat JSON object a line. */
    JSON
}
