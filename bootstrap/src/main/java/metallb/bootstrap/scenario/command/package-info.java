/** The commands of the script language, a small class each; {@link Commands} knows them all. */
package metallb.bootstrap.scenario.command;
