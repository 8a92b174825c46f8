//! An office that reports with one of the example notices, at a time of its own, all of it on the command line.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::process::Command;

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use serde_json::Value;
use zip::ZipArchive;

use crate::examples::definition;
use crate::harness::{Office, Ran, overwrite};

pub(crate) struct Desk {
    pub(crate) office: Office,
    notice: &'static str,
    now: &'static str,
}

/// A letter as Python's mail library reads it.
pub(crate) struct Mail {
    pub(crate) subject: String,
    pub(crate) to: Value,
    pub(crate) text: String,
    pub(crate) attachments: Value,
}

/// A summary: its text on the screen, on paper and in Word, and the rows of its workbook.
pub(crate) struct Summary {
    pub(crate) texts: [String; 3],
    pub(crate) rows: Vec<Vec<Data>>,
}

impl Desk {
    /// A notice is added from its file, and its unit begins with a month.
    pub(crate) fn begun(
        notice: &'static str,
        now: &'static str,
        unit: &str,
        kind: &str,
        first_month: &str,
    ) -> Self {
        Self::begun_with(definition(notice), notice, now, (unit, kind), first_month)
    }

    /// The same with another definition of the notice.
    pub(crate) fn begun_with(
        definition: &str,
        notice: &'static str,
        now: &'static str,
        (unit, kind): (&str, &str),
        first_month: &str,
    ) -> Self {
        let desk = Self { office: Office::new(), notice, now };
        let file = desk.office.home().join("通知.json");
        overwrite(&file, definition.as_bytes());
        let mut add = desk.office.command(["notice", "add", "通知.json"]);
        let added = Ran::from(add.env("YUEBAO_NOW", now).output().unwrap()).done();
        assert!(added.contains(&format!("编号 {notice}")), "{added}");
        let person = ["--person", "李晓", "--phone", "50006688", "--from", first_month];
        desk.run(["init", "--unit", unit, "--kind", kind].into_iter().chain(person)).done();
        desk
    }

    pub(crate) fn run<'text>(&self, arguments: impl IntoIterator<Item = &'text str>) -> Ran {
        self.run_in(&self.office, arguments)
    }

    fn run_in<'text>(&self, office: &Office, arguments: impl IntoIterator<Item = &'text str>) -> Ran {
        let mut command = office.command(["--notice", self.notice]);
        Ran::from(command.env("YUEBAO_NOW", self.now).args(arguments).output().unwrap())
    }

    /// Enters figures given as `"1=30 2=4"`.
    pub(crate) fn set(&self, month: &str, figures: &str) {
        self.run(["set", month].into_iter().chain(figures.split_whitespace())).done();
    }

    /// Every figure of a month: its own number and its total.
    pub(crate) fn figures(&self, month: &str) -> BTreeMap<String, (Value, Value)> {
        self.figures_in(&self.office, month)
    }

    fn figures_in(&self, office: &Office, month: &str) -> BTreeMap<String, (Value, Value)> {
        let shown = self.run_in(office, ["show", month, "--json"]).json();
        let figures = shown["figures"].as_object().unwrap().iter();
        figures.map(|(id, figure)| (id.clone(), (figure["month"].clone(), figure["total"].clone()))).collect()
    }

    #[track_caller]
    pub(crate) fn assert_figure(&self, month: &str, id: &str, own: &str, total: &str) {
        let figures = self.figures(month);
        assert_eq!(figures[id], (own.into(), total.into()), "{id} in {month}");
    }

    /// Sends a final month: the workbook, which is verified, the page and the letter. The stem is what the file names begin
    /// with. Returns the text of the page and the letter.
    pub(crate) fn sent(&self, month: &str, stem: &str) -> (Vec<String>, Mail) {
        let [workbook, page, letter] = ["xlsx", "pdf", "eml"].map(|ending| format!("./{stem}.{ending}"));
        for (command, path) in [("export", &workbook), ("pdf", &page), ("letter", &letter)] {
            assert_eq!(self.run([command, month, "--to", "."]).done(), format!("{path}\n"));
        }
        assert!(self.run(["verify", &workbook]).done().contains("与存档的报表一致，数和文字都没有改过"));
        self.run(["mark-sent", month, "--how", "邮件", "--recipient", "张科长"]).done();
        let record = self.run(["sent", "--json"]).json();
        let line = record["lines"].as_array().unwrap().iter().find(|line| line["month"] == month).unwrap();
        assert_eq!((&line["how"], &line["recipient"]), (&"邮件".into(), &"张科长".into()));
        assert_eq!(line["files"].as_array().unwrap().len(), 2, "the workbook and the page are kept");
        (self.pages(&page), self.mail(&letter))
    }

    /// The text of each page of a PDF.
    pub(crate) fn pages(&self, file: &str) -> Vec<String> {
        let run = |program: &str, arguments: &[&str]| {
            let output =
                Command::new(program).args(arguments).current_dir(self.office.home()).output().unwrap();
            assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8_lossy(&output.stdout).into_owned()
        };
        let info = run("pdfinfo", &[file]);
        let count =
            info.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().parse().unwrap();
        let page = |number: usize| {
            let number = number.to_string();
            run("pdftotext", &["-layout", "-f", &number, "-l", &number, file, "-"])
        };
        (1..=count).map(page).collect()
    }

    fn mail(&self, letter: &str) -> Mail {
        let script = "
import email, email.policy, json, sys
mail = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
print(json.dumps({
    'subject': mail['Subject'], 'text': mail.get_body().get_content(),
    'to': [one.addr_spec for one in mail['To'].addresses] if mail['To'] else [],
    'attachments': [part.get_filename() for part in mail.iter_attachments()]}))";
        let mut python = Command::new("python3");
        let output = python.args(["-c", script, letter]).current_dir(self.office.home()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let mut read: Value = serde_json::from_slice(&output.stdout).unwrap();
        let text = |field: &str| read[field].as_str().unwrap().replace("\r\n", "\n");
        let (subject, text) = (text("subject"), text("text"));
        Mail { subject, text, to: read["to"].take(), attachments: read["attachments"].take() }
    }

    /// The summary of a span. Its three files begin with the stem.
    pub(crate) fn summary(&self, span: &str, stem: &str) -> Summary {
        let shown = self.run(["summary", span]).done();
        let written = self.run(["summary", span, "--to", "."]);
        let [word, page, table] = ["docx", "pdf", "xlsx"].map(|ending| format!("{stem}.{ending}"));
        let names = format!("./{word}\n./{page}\n./{table}\n");
        assert_eq!((written.code, written.output), (0, names), "{}", written.remark);
        let mut word = ZipArchive::new(File::open(self.office.home().join(word)).unwrap()).unwrap();
        let mut content = String::new();
        word.by_name("word/document.xml").unwrap().read_to_string(&mut content).unwrap();
        let words = content.split('<').filter_map(|piece| Some(piece.split_once('>')?.1));
        let mut table: Xlsx<_> = open_workbook(self.office.home().join(table)).unwrap();
        let rows = table
            .worksheets()
            .into_iter()
            .flat_map(|(_, sheet)| sheet.rows().map(<[Data]>::to_vec).collect::<Vec<_>>());
        Summary { texts: [shown, self.pages(&page).concat(), words.collect()], rows: rows.collect() }
    }

    /// What was backed up comes back after a slip of the hand, and goes over to another data folder, every number of every
    /// month. `slip` changes a month that is still a draft.
    pub(crate) fn assert_kept(&self, months: &[&str], (slip_in, slip): (&str, &str)) {
        let all =
            |office: &Office| months.iter().map(|month| self.figures_in(office, month)).collect::<Vec<_>>();
        let before = all(&self.office);
        let backup = self.run(["backup", "--json"]).json();
        self.set(slip_in, slip);
        assert_ne!(all(&self.office), before, "the slip is seen");
        self.run(["restore", backup["places"][0]["path"].as_str().unwrap()]).done();
        assert_eq!(all(&self.office), before);

        let other = Office::new();
        let file = other.home().join("交接.yuebao");
        self.run(["pack", file.to_str().unwrap()]).done();
        self.run_in(&other, ["unpack", file.to_str().unwrap(), "--replace"]).done();
        assert_eq!(all(&other), before);
        for office in [&self.office, &other] {
            let doctor = self.run_in(office, ["doctor"]);
            assert_eq!(doctor.code, 0, "{}", doctor.output);
        }
    }
}
