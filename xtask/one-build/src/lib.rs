//! No code belongs here: the manifest beside this folder says what the package is for.
