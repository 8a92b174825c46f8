//! Mails as programs really write them.

use encoding_rs::GB18030;

use super::super::made::{attachment, lines, mail};
use super::*;

const FIELDS: &str = "From: a@example.com\r\nSubject: x\r\n";

fn letter(bytes: &[u8]) -> Letter<'_> {
    read(bytes, None).unwrap()
}

fn names(bytes: &[u8]) -> Vec<String> {
    letter(bytes).attachments.into_iter().map(|attachment| attachment.name).collect()
}

/// The name of a file by the fields of its part.
fn name_by(fields: &[u8]) -> String {
    let marker = "X-Fields: here";
    let mail = mail(FIELDS, "x", &[format!("{marker}\r\n\r\n1")]);
    let at = mail.windows(marker.len()).position(|window| window == marker.as_bytes()).unwrap();
    let mail = [&mail[..at], fields, &mail[at + marker.len()..]].concat();
    names(&mail).pop().unwrap()
}

#[test]
fn the_fields_of_a_mail_are_read() {
    let fields = "Received: from mx.example.com (mx [10.0.0.1])\r\n\tby mail.example.cn with ESMTP id 1;\r\n\
                  \tMon, 28 Nov 2022 09:05:06 +0800 (CST)\r\n\
                  Received: from sender by mx.example.com; Mon, 28 Nov 2022 08:00:00 +0800\r\n\
                  From: =?gb2312?B?wfq+1NXy?= <long@example.cn>\r\n\
                  Subject: =?UTF-8?B?M+aciOaKpQ==?=\r\n =?UTF-8?B?6KGo?=\r\n\
                  Date: Mon, 28 Nov 2022 23:59:00 +0800\r\nMessage-ID: <1@example.cn>\r\n";
    let bytes = mail(fields, "王科长：\r\n\r\n见附件。", &[attachment("a.csv", b"1,2")]);
    let Letter { mail, attachments, skipped, says_elsewhere } = letter(&bytes);
    assert_eq!((mail.from.as_str(), mail.from_name.as_str()), ("long@example.cn", "龙驹镇"));
    assert_eq!(mail.subject, "3月报表");
    assert_eq!(mail.received.unwrap().to_rfc3339(), "2022-11-28T09:05:06+08:00");
    assert_eq!(mail.date.unwrap().to_rfc3339(), "2022-11-28T23:59:00+08:00");
    assert_eq!(mail.message_id.as_deref(), Some("<1@example.cn>"));
    assert_eq!(mail.text, "王科长：\n见附件。");
    assert_eq!(mail.sha256, sha256(&bytes));
    assert_eq!((attachments[0].bytes().unwrap(), skipped, says_elsewhere), (b"1,2".to_vec(), 0, false));
}

#[test]
fn senders_are_read_as_they_are_written() {
    for (field, address, name) in [
        ("a@example.com", "a@example.com", ""),
        ("<a@example.com>", "a@example.com", ""),
        ("\"张三 <办>\" <a@example.com>", "a@example.com", "张三 <办>"),
        ("a@example.com (Zhang)", "a@example.com", ""),
        ("\"=?utf-8?B?5byg5LiJ?=\" <a@example.com>", "a@example.com", "张三"),
        ("张三\u{202e}<a@example.com", "a@example.com", "张三"),
        ("", "", ""),
    ] {
        assert_eq!(sender(field), (address.to_owned(), name.to_owned()), "{field}");
    }
}

#[test]
fn a_file_name_is_read_in_every_way_it_is_written() {
    let name = "龙驹镇3月.xlsx";
    let gbk = GB18030.encode(name).0.into_owned();
    let percent = |bytes: &[u8]| bytes.iter().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>();
    let (utf, gb) = (percent(name.as_bytes()), percent(&gbk));
    let word = format!("=?gb18030?B?{}?=", lines(&gbk));
    // Cut within a character, as every program does that cuts at a length.
    let (start, end) = utf.split_at(7);
    let (start, end) = (start.concat(), end.concat());
    for fields in [
        format!("Content-Disposition: attachment; filename*=UTF-8''{}", utf.concat()),
        format!("Content-Disposition: attachment;\r\n filename*0*=UTF-8''{start};\r\n filename*1*={end}"),
        format!("Content-Disposition: attachment; filename*=gb2312''{}", gb.concat()),
        format!("Content-Disposition: attachment; filename*=GB2312_CHARSET'zh'{}", gb.concat()),
        format!("Content-Disposition: attachment; filename*=''{}", utf.concat()),
        format!("Content-Disposition: attachment; filename=\"{word}\""),
        format!("Content-Type: application/octet-stream;\r\n\tname=\"{word}\""),
        format!("Content-Type: application/octet-stream; name={word}\r\nContent-Disposition: attachment"),
        format!("content-disposition: ATTACHMENT; FileName=\"{name}\""),
        format!("Content-Disposition: attachment; filename=\"C:/报表/{name}\""),
    ] {
        assert_eq!(name_by(fields.as_bytes()), name, "{fields}");
    }
    // The bytes as they are, in the encoding of the sender's Windows.
    let raw = [b"Content-Disposition: attachment; filename=\"", &gbk[..], b"\""].concat();
    assert_eq!(name_by(&raw), name);
    assert_eq!(name_by(b"Content-Type: application/vnd.ms-excel"), UNNAMED);
    assert_eq!(name_by(b"Content-Type: application/pkcs7-mime"), ENVELOPE);
}

#[test]
fn texts_are_read_in_their_encodings() {
    let gbk = GB18030.encode("龙驹镇的报表").0.into_owned();
    let fields = |kind: &str, way: &str| {
        format!("{FIELDS}Content-Type: {kind}\r\nContent-Transfer-Encoding: {way}\r\n\r\n").into_bytes()
    };
    for (kind, way, body) in [
        ("text/plain; charset=gb2312", "8bit", gbk.clone()),
        ("text/plain; charset=\"gbk\"", "base64", lines(&gbk).into_bytes()),
        ("text/plain; charset=us-ascii", "8bit", gbk.clone()),
        ("text/plain", "8bit", gbk.clone()),
        ("text/plain; charset=utf-8", "8bit", gbk.clone()),
        ("text/plain; charset=gb2312", "BASE64", lines("龙驹镇的报表".as_bytes()).into_bytes()),
        ("text/html; charset=gb18030", "8bit", [b"<p>", &gbk[..], b"</p>"].concat()),
        ("text/plain; charset=utf-8", "quoted-printable", "=E9=BE=99=E9=A9=B9=\r\n=E9=95=87的报表".into()),
    ] {
        let bytes = [fields(kind, way), body].concat();
        assert_eq!(letter(&bytes).mail.text, "龙驹镇的报表", "{kind} {way}");
    }
}

#[test]
fn of_a_very_long_text_the_beginning_is_read() {
    for text in ["瀼渡镇\n", "瀼渡镇a"] {
        let text = text.repeat(600_000);
        let fields = format!("{FIELDS}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding:");
        for body in [format!(" 8bit\r\n\r\n{text}"), format!(" base64\r\n\r\n{}", lines(text.as_bytes()))] {
            let bytes = format!("{fields}{body}");
            assert!(letter(bytes.as_bytes()).mail.text.starts_with("瀼渡镇"), "{}", &body[..20]);
        }
    }
}

#[test]
fn what_a_mail_says_in_a_page_is_found() {
    let page = "<div>从网易163邮箱发来的&#20113;附件</div><a href='https://example.com'>3月.zip</a>";
    let bytes = format!("{FIELDS}Content-Type: text/html; charset=utf-8\r\n\r\n{page}");
    assert!(letter(bytes.as_bytes()).says_elsewhere);
}

#[test]
fn what_is_no_file_is_no_attachment() {
    let signature = "Content-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\n0".to_owned();
    let receipt = "Content-Type: message/delivery-status\r\n\r\nx".to_owned();
    let logo = "Content-Type: multipart/related; boundary=r\r\n\r\n--r\r\nContent-Type: text/html\r\n\r\nx\r\n--r\r\n\
                Content-Type: image/png; name=logo.png\r\nContent-ID: <1>\r\n\r\nx\r\n--r--"
        .to_owned();
    let bytes = mail(FIELDS, "x", &[signature, receipt, logo]);
    let Letter { attachments, skipped, .. } = letter(&bytes);
    assert_eq!(skipped, 2);
    assert_eq!(attachments.iter().map(|file| file.is_picture_of_text).collect::<Vec<_>>(), [true]);
}

#[test]
fn a_mail_that_is_locked_or_damaged_is_refused() {
    let locked =
        format!("{FIELDS}Content-Type: multipart/encrypted; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--");
    assert_eq!(read(locked.as_bytes(), None).err(), Some(IncomingError::SecuredMail));
    assert_eq!(read(b"", None).err(), Some(IncomingError::MailDamaged));
    assert_eq!(read(&[0; 100], None).err(), Some(IncomingError::MailDamaged));
    let part = |way: &str, body: &str| {
        format!(
            "Content-Disposition: attachment; filename=a.csv\r\nContent-Transfer-Encoding: {way}\r\n\r\n{body}"
        )
    };
    for part in [part("base64", "MSwy!!"), part("x-uuencode", "begin 644 a.csv")] {
        let bytes = mail(FIELDS, "x", &[part]);
        assert_eq!(letter(&bytes).attachments[0].bytes(), Err(IncomingError::AttachmentDamaged));
    }
}

#[test]
fn what_programs_write_before_a_mail_is_passed_over() {
    let plain = mail(FIELDS, "x", &[attachment("a.csv", b"1")]);
    for before in ["\u{feff}", "\r\n\r\n", "From a@example.com Mon Nov 28 09:05:06 2022\r\n"] {
        assert_eq!(names(&[before.as_bytes(), &plain].concat()), ["a.csv"], "{before}");
    }
}
