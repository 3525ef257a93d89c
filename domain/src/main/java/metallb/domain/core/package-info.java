/**
 * The cores: pure machines that events go into and effects come out of. Controller, speaker and router are one each;
 * this is the only package that joins pools, services and announcements with BGP.
 */
package metallb.domain.core;
