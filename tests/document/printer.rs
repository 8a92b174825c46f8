//! A real printing system takes the job: CUPS on loopback, with a queue that prints into a PDF file.
//!
//! The test starts its own server, in a folder of its own and with a view of the file system of its own, so that no
//! setting and no queue of this computer is touched. Only root may do so, as CI does; anybody else is told.

use std::fs::{self, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use yuebao::output::print::{self, Call, Platform, Printed, Programs, System};
use yuebao::output::write_file;
use yuebao::report::Sheet;

use super::ledgers::{largest, long_name, township};
use super::paper::{Paper, laid_out, run};
use super::picture::Picture;

const SERVER: &str = "
Listen 127.0.0.1:{port}
WebInterface No
Browsing No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow from 127.0.0.1
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order allow,deny
    Allow from 127.0.0.1
  </Limit>
</Policy>
";
const FILES: &str = "
ServerRoot {folder}/etc
CacheDir {folder}/cache
StateDir {folder}/state
RequestRoot {folder}/spool
TempDir {folder}/temporary
AccessLog {folder}/access.log
ErrorLog {folder}/error.log
PageLog {folder}/page.log
SystemGroup root
";
/// Where the queue that prints into files puts them.
const QUEUE: &str = "
Out {folder}/out
Spool {folder}/queue
Log {folder}
";

/// The backend reads its settings from one fixed place only, so the server sees ours there.
const START: &str =
    "mount --bind \"$1/etc\" /etc/cups; exec cupsd -f -c \"$1/etc/cupsd.conf\" -s \"$1/etc/cups-files.conf\"";

const PATIENCE: Duration = Duration::from_mins(1);

struct Office {
    folder: TempDir,
    server: Child,
    address: String,
}

impl Office {
    /// A printing system without a queue yet.
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["", "etc", "cache", "state", "spool"] {
            make(&folder.path().join(name), 0o755);
        }
        // Filters run as a user of their own.
        make(&folder.path().join("temporary"), 0o1777);
        make(&folder.path().join("out"), 0o1777);
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        for (name, text) in [("cupsd.conf", SERVER), ("cups-files.conf", FILES), ("cups-pdf.conf", QUEUE)] {
            let text = text.replace("{folder}", &folder.path().display().to_string());
            let text = text.replace("{port}", &port.to_string());
            write_file(&folder.path().join("etc").join(name), text.as_bytes()).unwrap();
        }
        let server = Command::new("unshare")
            .args(["--mount", "sh", "-euc", START, "sh"])
            .arg(folder.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let office = Self { folder, server, address: format!("127.0.0.1:{port}") };
        wait("the server answers", || {
            office.asks("lpstat", &["-r"]).is_some_and(|told| told.contains("is running"))
        });
        office
    }

    fn with_printer(self, name: &str) -> Self {
        let model = "/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd";
        self.asks("lpadmin", &["-p", name, "-E", "-v", "cups-pdf:/", "-P", model]).unwrap();
        self.asks("lpadmin", &["-d", name]).unwrap();
        self
    }

    fn asks(&self, program: &str, arguments: &[&str]) -> Option<String> {
        let output =
            Command::new(program).env("CUPS_SERVER", &self.address).args(arguments).output().unwrap();
        output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
    }

    /// The page that came out of the printer.
    fn page(&self) -> PathBuf {
        wait("the job is done", || self.asks("lpstat", &["-o"]).is_some_and(|jobs| jobs.is_empty()));
        let mut pages = fs::read_dir(self.folder.path().join("out")).unwrap();
        let page =
            pages.next().unwrap_or_else(|| panic!("nothing came out:\n{}", self.log())).unwrap().path();
        assert!(pages.next().is_none(), "one job, one file");
        page
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("error.log")).unwrap_or_default()
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        let _ended = self.server.kill();
        let _ended = self.server.wait();
    }
}

/// The programs of this computer, at our own printing system, and without a viewer.
struct AtOffice<'office>(&'office Office);

impl Programs for AtOffice<'_> {
    fn finish(&self, call: &Call) -> Option<String> {
        let mut arguments = call.arguments.clone();
        arguments.splice(0..0, ["-h".into(), self.0.address.clone().into()]);
        System.finish(&Call { arguments, ..call.clone() })
    }

    fn start(&self, _: &Call) -> bool {
        false
    }
}

fn make(folder: &Path, mode: u32) {
    fs::create_dir_all(folder).unwrap();
    fs::set_permissions(folder, Permissions::from_mode(mode)).unwrap();
}

fn wait(what: &str, done: impl Fn() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < PATIENCE, "{what}: not within {PATIENCE:?}");
        thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn a_real_queue_prints_the_page_we_drew() {
    if run("id", &[&"-u"]).trim() != "0" {
        eprintln!("not tested: only root can start a printing system of its own");
        return;
    }
    let office = Office::open().with_printer("yuebao-test");
    let bytes = laid_out(&township()).pdf().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let printed = print::print(
        folder.path(),
        ("龙沙镇_2022年03月_附件2.pdf", &bytes),
        Platform::Linux,
        &AtOffice(&office),
    );
    assert_eq!(printed.unwrap(), Printed::Queued { printer: "yuebao-test".into() });

    let page = office.page();
    let info = run("pdfinfo", &[&page]);
    assert!(info.contains("Pages:           1\n") && info.contains("(A4)"), "{info}");
    // On its way it became PostScript and PDF again, which makes lines a little thinner.
    let page = Picture::of(&page);
    let difference = |sheet: &Sheet| page.difference(&Picture::of(&Paper::of(sheet).path));
    let (much, average) = difference(&township());
    assert!(
        much < 0.04 && average < 8.0,
        "{much:.4} of the dots differ much, {average:.2} of 255 on the average"
    );
    assert!(average < difference(&largest(&long_name())).1, "it is this month's page and no other");
}

#[test]
fn a_printing_system_without_a_printer_prints_nothing_and_says_so() {
    if run("id", &[&"-u"]).trim() != "0" {
        eprintln!("not tested: only root can start a printing system of its own");
        return;
    }
    let office = Office::open();
    let folder = tempfile::tempdir().unwrap();
    let refused = print::print(folder.path(), ("a.pdf", b"%PDF"), Platform::Linux, &AtOffice(&office));
    assert!(refused.unwrap_err().to_string().contains("没有打印机"));
}
