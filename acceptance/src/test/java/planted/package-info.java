/** A small house in which every rule of the architecture is broken once; nothing of it ever runs. */
package planted;
