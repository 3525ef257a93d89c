/**
 * A whole installation under virtual time, in one thread: the embedded API as a store, the cores of controller, speakers
 * and routers, a network in memory between them. The same calls give the same history in any JVM.
 */
package metallb.bootstrap.scenario.world;
