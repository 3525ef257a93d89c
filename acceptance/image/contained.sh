#!/bin/sh
# contained.sh ROOT RUN COMMAND...: runs a command as a container runtime with the manifest's securityContext would: ROOT is its root
# file system, read-only; no capability, no way to one, user and group 65532; of the devices null and random. RUN is at
# /run. The network is the caller's. To be started by: unshare --mount
set -eu
root=$1
run=$2
shift 2
mount --bind "$root" "$root"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null random urandom; do
    : > "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
mount -t proc proc "$root/proc"
mount --bind "$run" "$root/run"
mount -o remount,bind,ro "$root/run"
mount -o remount,bind,ro "$root"
# chroot needs its three capabilities; what has a user that is not root keeps none of them, and gains none again
exec setpriv --bounding-set=-all,+setuid,+setgid,+sys_chroot --inh-caps=-all --no-new-privs \
    chroot --userspec=65532:65532 --groups= "$root" "$@"
