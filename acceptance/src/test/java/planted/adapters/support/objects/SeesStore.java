package planted.adapters.support.objects;

/** Breaks: support packages are leaves. */
public class SeesStore {
    planted.adapters.support.apistore.Store store;
}
