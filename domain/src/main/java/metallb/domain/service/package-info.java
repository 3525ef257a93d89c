/** What one service wants and what it gets: pure decisions over the address book, every refusal with its reason. */
package metallb.domain.service;
