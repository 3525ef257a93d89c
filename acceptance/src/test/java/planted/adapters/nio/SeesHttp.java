package planted.adapters.nio;

/** Breaks: adapters do not depend on each other. */
public class SeesHttp {
    planted.adapters.http.SeesBootstrap other;
}
