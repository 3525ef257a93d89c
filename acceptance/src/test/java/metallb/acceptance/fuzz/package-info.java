/**
 * Coverage-guided fuzzing of what reads a router's bytes (Jazzer): {@code mvn verify} runs the inputs under src/test/resources,
 * {@code acceptance/fuzz/run} looks for new ones for some time.
 */
package metallb.acceptance.fuzz;
