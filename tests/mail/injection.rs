//! Names that were made to break a letter, read back as mail programs read it.

use serde_json::{Value, json};
use yuebao::mail::{Cancel, Post, Security, deliver};
use yuebao::output::{Attachment, Letter, LetterTemplate, Sender, harmless_name};

use crate::harness::now;
use crate::server::{Server, USER, read};
use crate::{Desk, code, march};

/// A letter about March by a unit of that name, with a file that is called after it, as if nobody had looked at it.
fn letter(unit: &str) -> Vec<u8> {
    letter_with(unit, format!("{unit}_2022年03月.pdf"))
}

fn letter_with(unit: &str, name: String) -> Vec<u8> {
    let desk = Desk::new();
    let mut sheet = desk.session.reports().sheet(march()).unwrap();
    unit.clone_into(&mut sheet.unit.name);
    let letter = Letter::about(
        desk.session.notice(),
        desk.session.form(),
        &sheet,
        &LetterTemplate::from(&desk.session.notice().letter),
    );
    let file = Attachment { name, media_type: "application/pdf", bytes: b"%PDF-".to_vec() };
    letter.message(now(), Sender { name: unit, address: USER }, &[file])
}

const HEADERS: [&str; 7] = ["From", "Message-ID", "Date", "To", "Subject", "MIME-Version", "Content-Type"];

fn names(letter: &Value) -> Vec<&str> {
    let headers = letter["headers"].as_array().unwrap().iter();
    headers.map(|header| header[0].as_str().unwrap()).collect()
}

fn header<'a>(letter: &'a Value, name: &str) -> &'a str {
    let headers = letter["headers"].as_array().unwrap();
    headers.iter().find(|header| header[0] == name).unwrap()[1].as_str().unwrap()
}

#[test]
fn no_line_break_in_a_name_becomes_a_header_or_a_part() {
    for breaks in ["\r\n", "\n", "\r", "\r\n\r\n", "\u{85}", "\u{2028}", "\0", "\r\n.\r\n"] {
        let unit = format!("龙沙镇{breaks}Bcc: thief@example.com{breaks}<a@b.c>\"; x");
        let shown = read(&letter(&unit));
        assert_eq!(names(&shown), HEADERS, "{breaks:?}");
        assert_eq!(shown["defects"], json!([]), "{breaks:?}");
        assert_eq!(shown["to"], json!([["区城市管理局", "cqwzczk@163.com"]]));
        assert_eq!(shown["from"].as_array().unwrap().len(), 1);
        assert_eq!(shown["from"][0][1], USER);
        assert_eq!(shown["files"].as_array().unwrap().len(), 1);
    }
}

#[test]
fn a_name_of_three_hundred_characters_arrives_whole() {
    for character in ["镇", "𬭊", "a"] {
        let unit = character.repeat(300);
        let name = harmless_name(&unit, "_2022年03月.pdf");
        let shown = read(&letter_with(&unit, name.clone()));
        assert_eq!(names(&shown), HEADERS);
        assert_eq!(shown["from"], json!([[unit, USER]]));
        assert!(header(&shown, "Subject").starts_with(&format!("{unit}2022年3月")));
        for way in ["name", "old_name"] {
            assert_eq!(shown["files"][0][way], name, "{way}");
        }
    }
}

#[test]
fn a_wild_name_goes_through_a_real_server_to_one_recipient() {
    let server = Server::start(Security::Tls);
    let unit = format!("{}\r\n.\r\nMAIL FROM:<a@b.c>\r\nBcc: thief@example.com", "镇".repeat(300));
    let (address, code, message) =
        (server.address(), code(), letter_with(&unit, harmless_name(&unit, ".pdf")));
    let post = Post { server: &address, code: &code, recipient: "cqwzczk@163.com", message: &message };
    deliver(&post, &server.terms(), &Cancel::default(), &mut |_| ()).unwrap();
    let [arrived] = server.letters().try_into().unwrap();
    assert_eq!(arrived["steps"]["to"], json!(["cqwzczk@163.com"]));
    assert_eq!(names(&arrived), HEADERS);
}
