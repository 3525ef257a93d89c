/**
 * Scripts that are transcripts: commands to a whole installation under virtual time, and what must be seen of it.
 * {@code docs/scenarios.md} describes the language.
 */
package metallb.bootstrap.scenario;
