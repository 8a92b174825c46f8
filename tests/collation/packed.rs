//! Mails and archives as they come, built by hand.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use encoding_rs::GB18030;

use crate::files::zipped;

/// A mail with files attached. `received` is what the office's own server wrote; the sender's clock is years behind.
pub(crate) fn mail(received: &str, attachments: &[(&str, &[u8])]) -> Vec<u8> {
    let mut mail = format!(
        "Received: from mx.example.cn by mail.wanzhou.example; {received}\r\n\
         Received: from desk by mx.example.cn; Mon, 3 Jan 2022 08:00:00 +0800\r\n\
         From: =?UTF-8?B?{}?= <office@example.cn>\r\nTo: cqwzczk@163.com\r\n\
         Date: Fri, 1 Jan 2010 00:00:00 +0800\r\nSubject: =?UTF-8?B?{}?=\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n\
         请查收\r\n",
        STANDARD.encode("办公室"),
        STANDARD.encode("月报"),
    );
    for (name, bytes) in attachments {
        let digits: Vec<char> = STANDARD.encode(bytes).chars().collect();
        let lines: Vec<String> = digits.chunks(76).map(|line| line.iter().collect()).collect();
        mail.extend([format!(
            "--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\
             Content-Disposition: attachment; filename=\"=?UTF-8?B?{}?=\"\r\n\r\n{}\r\n",
            STANDARD.encode(name),
            lines.join("\r\n")
        )]);
    }
    (mail + "--b--\r\n").into_bytes()
}

/// An archive whose names are in GB18030, as the programs of Chinese offices write them. Names of other characters than
/// those of ASCII carry a mark for UTF-8 when a library writes them, so that each is put in place of one that has no mark.
pub(crate) fn gb18030_archive(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let names: Vec<(String, Vec<u8>)> = files
        .iter()
        .enumerate()
        .map(|(number, (name, _))| {
            let name = GB18030.encode(name).0.into_owned();
            let mut stand_in = format!("@{number}@");
            stand_in.extend(std::iter::repeat_n('@', name.len() - stand_in.len()));
            (stand_in, name)
        })
        .collect();
    let parts: Vec<(&str, &[u8])> = names
        .iter()
        .zip(files)
        .map(|((stand_in, _), (_, bytes))| (stand_in.as_str(), bytes.as_slice()))
        .collect();
    let mut archive = zipped(&parts);
    for (stand_in, name) in &names {
        let found: Vec<usize> = archive
            .windows(stand_in.len())
            .enumerate()
            .filter(|(_, window)| *window == stand_in.as_bytes())
            .map(|(at, _)| at)
            .collect();
        assert_eq!(found.len(), 2, "before the file and in the list");
        for at in found {
            archive[at..at + name.len()].copy_from_slice(name);
        }
    }
    archive
}
