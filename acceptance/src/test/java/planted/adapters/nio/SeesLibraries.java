package planted.adapters.nio;

/** Breaks, one line each: a library in its one place only. */
public class SeesLibraries {
    java.lang.foreign.Arena arena;
    io.kubernetes.client.openapi.ApiClient client;
    okhttp3.OkHttpClient http;
    okio.Buffer buffer;
    com.google.gson.Gson gson;
    org.yaml.snakeyaml.Yaml kubeconfig;
    org.snakeyaml.engine.v2.api.Load configuration;
    ch.qos.logback.classic.Logger logger;
    picocli.CommandLine commandLine;
    tools.jackson.databind.JsonNode json;
    com.fasterxml.jackson.annotation.JsonProperty olderJson;
}
