"""The command line: a package for each subject, built on `shared`; no subject imports another."""
