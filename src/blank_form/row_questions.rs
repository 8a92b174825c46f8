//! What is asked of the rows of a form together, once they have their numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::asked::Ask;
use super::doubt::{Doubt, Doubts, Matter, Place, Sureness, Then};
use super::draft::DraftFigure;
use super::figure_units::PER_CENT;
use super::several_units::{Asked, asked};
use super::shared_unit::{ForAll, tell_for_all};
use super::table::Made;
use super::units;
use crate::notice::FigureId;

/// Where questions about rows are put, with the figures of each row by the place of the row.
struct Told<'rows, 'doubts> {
    form: usize,
    rows: BTreeMap<Key, Vec<&'rows DraftFigure>>,
    doubts: &'doubts mut Doubts,
}

/// A reading, what speaks for it, and what follows from it.
type Reading<'a> = (&'a str, &'a str, Then);

/// A place as rows are found by it.
type Key = (usize, usize, u32, u32);

fn key(place: &Place) -> Key {
    (place.file, place.sheet, place.row, place.column)
}

impl<'rows> Told<'rows, '_> {
    fn figures(&self, places: &[Place]) -> impl Iterator<Item = &'rows DraftFigure> {
        let of_places = places.iter().map(key).collect::<BTreeSet<Key>>();
        let figures: Vec<_> =
            of_places.iter().filter_map(|key| self.rows.get(key)).flatten().copied().collect();
        figures.into_iter()
    }

    fn with_unit(&self, places: &[Place], unit: &str) -> Vec<FigureId> {
        let is_asked =
            |figure: &&DraftFigure| figure.unit.sureness == Sureness::Asked && figure.unit.value == unit;
        self.figures(places).filter(is_asked).map(|figure| figure.id).collect()
    }

    fn put(&mut self, matter: Matter, question: String, readings: &[Reading<'_>], places: Vec<Place>) {
        let ids = self.figures(&places).map(|figure| figure.id).collect();
        self.put_about(matter, question, readings, places, ids);
    }

    fn put_about(
        &mut self,
        matter: Matter,
        question: String,
        readings: &[Reading<'_>],
        places: Vec<Place>,
        ids: Vec<FigureId>,
    ) {
        if places.is_empty() {
            return;
        }
        let doubt = Doubt::new(matter, question).of_form(self.form).about(ids).at(places);
        let with = |doubt: Doubt, (value, because, then): &Reading<'_>| {
            doubt.reading_then(*value, *because, then.clone())
        };
        self.doubts.ask(readings.iter().fold(doubt, with));
    }

    /// Rows of which the cell of the month is struck out; where a row has other figures besides, they are called by their names and
    /// it stays.
    fn put_without_month(&mut self, cells: &[(Place, usize)], made: &[Made]) {
        const STRUCK: &str = "填当月数的一格划掉了，只填累计的一格。通知里还没有只填累计的";
        const BECAUSE: &str = "当月一格划掉了，累计可能不是各月相加的";

        let (mut rows, mut of_some) = (Vec::new(), Vec::new());
        for row in made {
            let is_struck = |measure: &usize| {
                cells.iter().any(|(place, index)| *place == row.raw.place && index == measure)
            };
            let of_row = row.measures.iter().zip(&row.row.figures);
            let figures: Vec<_> = of_row.filter(|(measure, _)| is_struck(measure)).collect();
            if figures.len() == row.row.figures.len() && !figures.is_empty() {
                rows.push(row.place());
            } else {
                of_some.extend(figures.into_iter().map(|(_, figure)| (row.place(), figure)));
            }
        }
        let (value, because) = ("先在当月一格填，累计一格会印上各月相加的数", "累计一格要填");
        let readings = [
            (value, because, Then::Stays),
            ("照印，不填数", BECAUSE, Then::Heading),
            ("不要这几行", BECAUSE, Then::LeaveOut),
        ];
        self.put(Matter::Figures, format!("这几行{STRUCK}行，怎么办？"), &readings, rows);
        let (places, figures): (Vec<Place>, Vec<&DraftFigure>) = of_some.into_iter().unzip();
        let names: Vec<String> = figures.iter().map(|figure| format!("“{}”", figure.name)).collect();
        let question = format!("{}：{STRUCK}数，怎么办？", names.join("、"));
        let readings = [(value, because, Then::Stays), ("这一格要空着", BECAUSE, Then::ByHand)];
        let ids = figures.iter().map(|figure| figure.id).collect();
        self.put_about(Matter::Figures, question, &readings, once(places), ids);
    }
}

impl Ask {
    pub(super) fn tell(mut self, form: usize, made: &[Made], doubts: &mut Doubts) {
        let find = |one: &ForAll| {
            let row = made.iter().find(|made| made.raw.place == one.place)?;
            let at = row.measures.iter().position(|measure| *measure == one.index)?;
            let figure = row.row.figures.get(at)?;
            // Where a row has several figures, only one of them is meant.
            let of_column = figure.name.strip_prefix(&row.raw.full_name()).map_or("", str::trim);
            let is_one_of_several = row.row.figures.len() > 1 && !of_column.is_empty();
            let called = if is_one_of_several { format!("“{of_column}”") } else { row.called() };
            Some((called, figure.id))
        };
        tell_for_all(std::mem::take(&mut self.for_all), form, find, doubts);
        let mut told = Told { form, rows: BTreeMap::new(), doubts };
        for row in made {
            told.rows.entry(key(&row.raw.place)).or_default().extend(&row.row.figures);
        }
        self.tell_of_units(&mut told);
        self.tell_of_cells(made, &mut told);
    }

    fn tell_of_units(&mut self, told: &mut Told<'_, '_>) {
        let no_unit = std::mem::take(&mut self.no_unit);
        let ids = told.with_unit(&no_unit, "");
        told.put_about(
            Matter::Unit,
            "这几个数没有写单位，各用什么单位？".to_owned(),
            &[("没有单位", "行里、表头和表上方都没有写", Then::Stays)],
            no_unit,
            ids,
        );
        let rates = once(std::mem::take(&mut self.per_cents));
        let ids = told.with_unit(&rates, PER_CENT);
        told.put_about(
            Matter::Unit,
            "这几个比率没有写单位，填百分数吗？".to_owned(),
            &[
                (PER_CENT, "率和比例多半用百分数", Then::Stays),
                ("‰", "有的率用千分数", Then::Unit("‰".to_owned())),
                ("没有单位", "表上没有写", Then::Unit(String::new())),
            ],
            rates,
            ids,
        );
        for (unit, places) in by_text(std::mem::take(&mut self.unknown)) {
            let question = format!("“{unit}”是不是单位？");
            let bare: String = unit.chars().filter(|one| !"（）()".contains(*one)).collect();
            let readings = unknown_unit(&unit, &bare);
            let ids = told.with_unit(&places, &unit);
            told.put_about(Matter::Unit, question, &readings, places, ids);
        }
    }

    fn tell_of_cells(self, made: &[Made], told: &mut Told<'_, '_>) {
        for Asked { question, value, because, then, places } in asked(self.several) {
            let readings = [("一个数", "只有一行", Then::Stays), (value.as_str(), because, then)];
            told.put(Matter::Figures, question, &readings, places);
        }
        for (place, units) in self.differing {
            let question = format!("这里写了不同的单位（{units}），用哪一个？");
            let others =
                units.split('、').skip(1).map(|unit| (unit, "也写在这里", Then::Unit(unit.to_owned())));
            let readings: Vec<_> =
                std::iter::once(("第一个", "离数最近", Then::Stays)).chain(others).collect();
            told.put(Matter::Unit, question, &readings, vec![place]);
        }
        let alike: [(&str, [Reading<'_>; 2], Vec<Place>); 3] = [
            (
                "这几行的格子分成了几格，文字里却没有写几个数，要填几个？",
                [("一个", "文字只说了一件事", Then::Stays), ("一格一个", "格子是分开的", Then::ByHand)],
                self.split,
            ),
            (
                "这几行的文字里留了几个填数的位置，表又分了几栏，各填什么？",
                [
                    ("一栏一个数，文字照印", "表头分了几栏", Then::Stays),
                    ("一栏几个数", "文字里有几个位置", Then::ByHand),
                ],
                self.crossed,
            ),
            (
                "这几行给“其中”留了填数的位置，前面整个的数没有留，也要填吗？",
                [
                    ("只填其中的数", "只有那里留了位置", Then::Stays),
                    ("也要填", "“其中”前面写了是什么", Then::ByHand),
                ],
                self.no_whole,
            ),
        ];
        for (question, readings, places) in alike {
            told.put(Matter::Figures, question.to_owned(), &readings, places);
        }
        told.put_without_month(&self.only_total, made);
        told.put(
            Matter::Text,
            "这几行的格子里已经有字，是样例还是要照印的？".to_owned(),
            &[("样例，不要", "空表里填的数不算", Then::Stays)],
            self.filled,
        );
        for (place, why) in self.doubtful {
            told.put(
                Matter::Text,
                format!("这一格的字{why}，还要不要这一行？"),
                &[("要", "格子还在", Then::Stays), ("不要", "", Then::LeaveOut)],
                vec![place],
            );
        }
    }
}

/// Each place once, where several figures of a row are asked about.
fn once(mut places: Vec<Place>) -> Vec<Place> {
    places.dedup();
    places
}

/// The places of each text, in the order in which the texts are found.
fn by_text(all: Vec<(Place, String)>) -> Vec<(String, Vec<Place>)> {
    let mut found: Vec<(String, Vec<Place>)> = Vec::new();
    for (place, text) in all {
        match found.iter_mut().find(|(known, _)| *known == text) {
            Some((_, places)) if places.last() == Some(&place) => {}
            Some((_, places)) => places.push(place),
            None => found.push((text, vec![place])),
        }
    }
    found
}

/// What words where a unit stands may be; `bare` are the same without brackets.
fn unknown_unit<'text>(unit: &'text str, bare: &'text str) -> Vec<(&'text str, &'static str, Then)> {
    let mut readings = vec![(unit, "写在数的位置后面", Then::Stays)];
    if bare != unit && units::is_unit(bare) {
        readings.push((bare, "括号里的字合在一起也是单位", Then::Unit(bare.to_owned())));
    }
    readings.push(("不是", "不是常见的单位", Then::Unit(String::new())));
    readings
}
