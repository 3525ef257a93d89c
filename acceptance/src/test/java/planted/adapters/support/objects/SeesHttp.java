package planted.adapters.support.objects;

/** Breaks: what adapters share depends on no adapter. */
public class SeesHttp {
    planted.adapters.http.SeesBootstrap other;
}
