# SPDX-License-Identifier: MIT
# Nix: nix-build packaging. Not tried with Nix yet.
{ pkgs ? import <nixpkgs> { } }:
pkgs.pkgsStatic.stdenv.mkDerivation {
  pname = "nskit";
  version = pkgs.lib.fileContents ../VERSION;
  src = ../.;
  buildInputs = [ pkgs.pkgsStatic.libmnl ];
  makeFlags = [ "PREFIX=$(out)" "LIBC=system" ];
  meta = {
    description = "unshare, nsenter and ip as one suite";
    license = pkgs.lib.licenses.mit;
    platforms = pkgs.lib.platforms.linux;
  };
}
