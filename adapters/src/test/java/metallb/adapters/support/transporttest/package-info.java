/** What every transport promises, as one table of tests for all of them. */
package metallb.adapters.support.transporttest;
