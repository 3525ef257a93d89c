package metallb.domain.core;

import metallb.domain.cluster.ResourceVersion;
import metallb.domain.config.ConfigText;

/**
 * A text that the controller accepted.
 *
 * @param source the resourceVersion of the ConfigMap that it was read from
 */
record AcceptedText(ConfigText text, ResourceVersion source) {}
