/** Asking a core from outside: metrics, health, views. */
package metallb.ports.question;
