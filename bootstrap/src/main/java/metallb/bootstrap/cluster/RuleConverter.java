package metallb.bootstrap.cluster;

import metallb.adapters.devcluster.fault.Rule;
import metallb.adapters.devcluster.fault.RuleNotation;
import metallb.adapters.support.apistore.schema.Json;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.core.JacksonException;

/** A fault's rule on the command line, as JSON. */
final class RuleConverter implements ITypeConverter<Rule> {
    @Override
    public Rule convert(String text) {
        try {
            return switch (RuleNotation.read(Json.MAPPER.readTree(text))) {
                case RuleNotation.Reading.Read(Rule rule) -> rule;
                case RuleNotation.Reading.Unusable unusable -> throw new TypeConversionException(String.join("; ", unusable.problems()));
            };
        } catch (JacksonException malformed) {
            throw new TypeConversionException("'" + text + "' is no JSON; wanted something like"
                    + " {\"verb\":\"watch\",\"resource\":\"services\",\"fault\":\"watch-cut\"}");
        }
    }
}
