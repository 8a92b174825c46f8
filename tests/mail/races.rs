//! What happens beside a letter: two that send the same month, a month opened again, a scan changed, an old doubt.

use yuebao::error::Error;
use yuebao::mail::{Cancel, MailError, Security, Terms};
use yuebao::output::document::Fonts;
use yuebao::report::State;
use yuebao::session::Delivery;

use super::server::{Server, address};
use super::{Desk, code, march};
use crate::harness::now;

const SCAN: &[u8] = b"%PDF-1.4\n a sealed page\n%%EOF\n";
const ANOTHER: &[u8] = b"%PDF-1.4\n another page\n%%EOF\n";

impl Desk {
    fn packed(&mut self) -> Delivery {
        self.session.sending_mut().prepare_delivery(now(), march(), false, Fonts::system()).unwrap()
    }
}

/// The code with which the letter is refused before it goes.
#[track_caller]
fn refused(desk: &mut Desk, delivery: &Delivery) -> &'static str {
    let error = desk.session.sending_mut().begin_delivery(now(), delivery).unwrap_err();
    assert!(error.to_string().contains("这次没有发"), "{error}");
    error.code()
}

fn nowhere() -> Desk {
    Desk::at(address(1, Security::Tls))
}

#[test]
fn what_was_sent_while_the_code_was_typed_is_not_sent_again() {
    let mut desk = nowhere();
    let delivery = desk.packed();
    desk.office.session().reports_mut().mark_sent(now(), march(), "U盘", "").unwrap();
    assert_eq!(refused(&mut desk, &delivery), "mail_again");
    assert_eq!(
        desk.office.session().reports().revisions(None).unwrap()[0].sending.as_ref().unwrap().how,
        "U盘"
    );
}

#[test]
fn of_two_that_send_the_same_month_one_goes() {
    let mut desk = nowhere();
    let (first, second) = (desk.packed(), desk.packed());
    let mut elsewhere = desk.office.session();
    elsewhere.sending_mut().begin_delivery(now(), &first).unwrap();
    assert_eq!(refused(&mut desk, &second), "mail_changed");
    elsewhere.sending_mut().finish_delivery(now(), &first, Err(MailError::Cancelled)).unwrap_err();
    let third = desk.packed();
    desk.session.sending_mut().begin_delivery(now(), &third).unwrap();
}

#[test]
fn a_month_opened_again_or_with_another_scan_is_packed_anew() {
    let mut desk = nowhere();
    desk.session.sending_mut().attach_scan(now(), march(), SCAN.to_vec()).unwrap();
    let delivery = desk.packed();
    desk.office.session().sending_mut().attach_scan(now(), march(), ANOTHER.to_vec()).unwrap();
    assert_eq!(refused(&mut desk, &delivery), "mail_changed");
    let delivery = desk.packed();
    desk.office.session().reports_mut().reopen(now(), march(), "漏了一张过磅单").unwrap();
    assert_eq!(refused(&mut desk, &delivery), "mail_changed");
}

#[test]
fn the_scan_that_was_mailed_is_the_one_that_is_kept() {
    let server = Server::start(Security::Tls);
    let mut desk = Desk::at(server.address());
    desk.session.sending_mut().attach_scan(now(), march(), SCAN.to_vec()).unwrap();
    let delivery = desk.packed();
    desk.session.sending_mut().begin_delivery(now(), &delivery).unwrap();
    delivery.deliver(&code(), &server.terms(), &Cancel::default(), &mut |_| ()).unwrap();
    desk.office.session().sending_mut().attach_scan(now(), march(), ANOTHER.to_vec()).unwrap();
    desk.session.sending_mut().finish_delivery(now(), &delivery, Ok(())).unwrap();
    assert_eq!(desk.state(), State::Sent);
    let kept = desk.session.sending().scan(march(), Some(0)).unwrap().unwrap();
    assert_eq!(kept.file.bytes, SCAN);
    assert_eq!(kept.file.digest, server.letters()[0]["files"][2]["sha256"].as_str().unwrap());
}

#[test]
fn a_doubt_stays_until_it_is_settled_and_is_told_meanwhile() {
    let mut desk = nowhere();
    let delivery = desk.packed();
    desk.session.sending_mut().begin_delivery(now(), &delivery).unwrap();
    desk.session
        .sending_mut()
        .finish_delivery(now(), &delivery, Err(MailError::Unknown("localhost".into())))
        .unwrap_err();
    let told = "2022年3月20日 09:00 可能已发出";
    let overview = desk.session.overview(now().date_naive()).unwrap();
    assert!(overview.months[0].doubt.as_ref().unwrap().starts_with(told));
    assert!(desk.session.sending().sent(now().date_naive()).unwrap()[0].sent.starts_with(told));
    // One more attempt that surely failed says nothing about the first.
    let error = desk.send_with(&code(), &Terms::default(), true).unwrap_err();
    assert!(matches!(error, Error::Mail(MailError::Unreachable(_))), "{error:?}");
    let error = desk.send(&Terms::default()).unwrap_err();
    assert!(matches!(error, Error::Mail(MailError::Doubtful { .. })), "{error:?}");
    desk.session.reports_mut().mark_sent(now(), march(), "电子邮件", "").unwrap();
    let overview = desk.session.overview(now().date_naive()).unwrap();
    assert_eq!(overview.months[0].doubt, None);
}
