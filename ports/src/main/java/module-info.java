/** Small interfaces between the core and the world. */
module metallb.ports {
    requires transitive metallb.domain;
}
