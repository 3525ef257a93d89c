package planted.adapters.fakerouter;

/** Breaks: adapters name no event of a core. The report and its parts they may see. */
public class SeesEvent {
    planted.domain.core.Stop event;
    planted.domain.core.Report report;
    planted.domain.core.Report.Line line;
}
