//! The library beside the programs: how one of them opens it and runs its face, and what it says where that cannot be done.
//! Each program has this module in it; what the library does is not known here.

use std::path::Path;

use libloading::Library;
use thiserror::Error;

/// The library's file, beside the programs.
const LIBRARY: &str = "yuebao.dll";

/// Why a program could not begin.
#[derive(Debug, Error, PartialEq, Eq)]
pub(crate) enum OpeningError {
    #[error(
        "山城月报没能启动：程序旁边没有 {LIBRARY}，可能只拷来了一个文件，或者它被杀毒软件隔离了。填过的数都在，没有改动。请从隔离区放回来，或重新安装；便携版请把整个文件夹一起拷来"
    )]
    Missing,
    #[error(
        "山城月报没能启动：程序旁边的 {LIBRARY} 打不开，可能没有拷完，或者是另一个版本的。填过的数都在，没有改动。请重新安装；便携版请把整个文件夹重新拷一遍"
    )]
    Unusable,
}

/// Runs a face of the library that lies beside the program, by the name of its function, and returns the exit code.
pub(crate) fn run(face: &str) -> Result<u8, OpeningError> {
    let program = std::env::current_exe().map_err(|_| OpeningError::Missing)?;
    run_from(&program.with_file_name(LIBRARY), face)
}

#[expect(unsafe_code, reason = "what a library is cannot be checked before it is opened")]
fn run_from(file: &Path, face: &str) -> Result<u8, OpeningError> {
    if !file.is_file() {
        return Err(OpeningError::Missing);
    }
    // SAFETY: what the library does when it is opened is what any Rust program does before its first function; it is
    // named by its whole path, so that nobody else's is found.
    let library = unsafe { Library::new(file) }.map_err(|_| OpeningError::Unusable)?;
    // SAFETY: each face is `extern "C" fn() -> u8` in every version of the library (`lib.rs`).
    let run = unsafe { library.get::<extern "C" fn() -> u8>(face) }.map_err(|_| OpeningError::Unusable)?;
    let code = run();
    // Threads of its own may still run in it: it goes with the process.
    std::mem::forget(library);
    Ok(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_that_is_not_there_or_is_none_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(LIBRARY);
        assert_eq!(run_from(&file, "yuebao_window"), Err(OpeningError::Missing));
        std::fs::File::create(&file).unwrap().set_len(4096).unwrap();
        assert_eq!(run_from(&file, "yuebao_window"), Err(OpeningError::Unusable));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_library_without_the_face_is_another_version() {
        let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
        let other = maps.split_whitespace().find(|word| word.contains("/libc.so")).unwrap();
        assert_eq!(run_from(Path::new(other), "yuebao_window"), Err(OpeningError::Unusable));
    }
}
