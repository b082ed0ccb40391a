"""Tables of how the same word is written otherwise; written by hand, from no list and no library.

What the package itself knows of nicknames and legal forms comes from elsewhere: asked with its
own tables, it would only be asked whether it can read them.
"""

from __future__ import annotations

SOUNDS = (
    ("ph", "f"), ("f", "ph"), ("ck", "k"), ("ca", "ka"), ("ka", "ca"), ("co", "ko"), ("ks", "x"),
    ("x", "ks"), ("y", "i"), ("i", "y"), ("ou", "u"), ("u", "ou"), ("ee", "i"), ("oo", "u"),
    ("q", "k"), ("w", "v"), ("v", "w"), ("v", "ff"), ("kh", "h"), ("h", "kh"), ("ch", "tch"),
    ("sh", "sch"), ("sh", "ch"), ("ts", "tz"), ("dzh", "j"), ("j", "dj"), ("z", "s"), ("s", "z"),
    ("th", "t"), ("gh", "g"), ("iya", "ia"), ("ey", "ei"), ("ei", "ey"), ("ye", "e"), ("e", "ye"),
    ("yu", "iu"), ("ya", "ia"), ("ii", "y"), ("iy", "y"), ("zh", "j"),
)  # fmt: skip
"""Letters that are heard alike by one listener or another."""

ARABIC = tuple(
    tuple(group.split())
    for group in (
        "mohammed mohammad muhammad muhammed mohamed mohamad muhamad",
        "hussein husayn hussain husain hossein houssein",
        "ahmed ahmad",
        "yusuf yousef youssef yusef yousuf",
        "khalid khaled",
        "umar omar",
        "uthman othman osman",
        "hassan hasan",
        "said saeed sayid saiid",
        "jamal gamal djamel",
        "qasim kassem qassem ghasem kasim",
        "sulayman suleiman soleiman sulaiman",
        "mustafa mostafa moustafa",
        "ibrahim ebrahim",
        "ismail esmail ismaeel",
        "nasir nasser naser",
        "salih saleh",
        "salim salem",
        "tariq tarek tareq",
        "walid waleed oualid",
        "zayd zaid zeid",
        "bashir basheer bachir",
        "amir ameer emir",
        "karim kareem",
        "rashid rasheed rachid",
        "abdallah abdullah abdollah",
        "musa moussa mousa",
        "isa issa eissa",
        "haji hajji hadji",
        "jafar jaafar gaafar ja'far",
        "faysal faisal feisal",
        "mahmud mahmoud",
        "habib habeeb",
        "latif lateef",
        "rahman rehman",
        "aziz azeez",
        "hamid hameed hamed",
        "majid majeed",
        "sharif shareef cherif",
        "shaykh sheikh shaikh cheikh",
        "tahir taher",
        "fadil fadel fadhil",
        "nur noor nour",
        "din deen eddine",
        "husni hosni",
        "muhsin mohsen mohsin",
        "mahdi mehdi",
        "riza reza rida",
    )
)
"""Given names of Arabic origin in the spellings of several countries and offices."""

ARTICLES = ("al", "el", "ul")

NICKNAMES = {
    name: tuple(short.split())
    for names, short in {
        "alexander aleksandr alexandr aleksander": "Sasha Alex",
        "mikhail": "Misha",
        "michael": "Mike",
        "william": "Bill",
        "robert": "Bob",
        "richard": "Dick",
        "james": "Jim",
        "john": "Jack",
        "joseph": "Joe",
        "thomas": "Tom",
        "charles": "Charlie",
        "edward": "Ted",
        "vladimir": "Volodya Vova",
        "dmitry dmitriy dmitri dmitrii": "Dima",
        "ivan": "Vanya",
        "nikolai nikolay": "Kolya",
        "yevgeny evgeny evgeniy yevgeniy evgenii": "Zhenya",
        "anatoly anatoliy anatoli": "Tolya",
        "konstantin": "Kostya",
        "alexei aleksey alexey aleksei": "Alyosha Lyosha",
        "pavel": "Pasha",
        "yuri yuriy yury iurii": "Yura",
        "viktor victor": "Vitya",
        "elena yelena": "Lena",
        "natalia natalya nataliya": "Natasha",
        "tatiana tatyana": "Tanya",
        "ekaterina yekaterina": "Katya",
        "maria mariya": "Masha",
        "olga": "Olya",
        "gennady gennadiy gennadi": "Gena",
        "grigory grigoriy": "Grisha",
        "georgy georgiy": "Gosha",
        "jose": "Pepe",
        "francisco": "Paco Pancho",
        "jesus": "Chuy",
        "ignacio": "Nacho",
        "manuel": "Manolo",
        "alberto roberto": "Beto",
        "eduardo": "Lalo",
        "daniel": "Dan",
        "david": "Dave",
        "benjamin": "Ben",
        "samuel": "Sam",
        "andrew": "Andy",
        "anthony": "Tony",
        "christopher": "Chris",
        "matthew": "Matt",
        "nicholas": "Nick",
        "peter": "Pete",
        "stephen steven": "Steve",
        "timothy": "Tim",
        "elizabeth": "Liz",
        "margaret": "Peggy",
    }.items()
    for name in names.split()
}
"""Given names and what their bearers are called at home."""

TITLES = ("Mr", "Mrs", "Dr", "Prof.", "Sheikh", "Haji", "General", "Sir", "H.E.")
SUFFIXES = ("Jr.", "PhD", "Esq.", "MBA", "III")
FIRM_TITLES = ("The", "Messrs", "M/S")
FIRM_SUFFIXES = ("Group", "Branch", "Head Office", "(in liquidation)")

FORMS = (
    ("limited liability company", "LLC"),
    ("public joint stock company", "PJSC"),
    ("open joint stock company", "OJSC"),
    ("closed joint stock company", "CJSC"),
    ("joint stock company", "JSC"),
    ("public limited company", "PLC"),
    ("private limited", "Pvt Ltd"),
    ("company limited", "Co Ltd"),
    ("limited", "Ltd"),
    ("company", "Co"),
    ("corporation", "Corp"),
    ("incorporated", "Inc"),
    ("federal state unitary enterprise", "FSUE"),
    ("obshchestvo s ogranichennoi otvetstvennostyu", "OOO"),
    ("obshchestvo s ogranichennoy otvetstvennostyu", "OOO"),
    ("publichnoe aktsionernoe obshchestvo", "PAO"),
    ("otkrytoe aktsionernoe obshchestvo", "OAO"),
    ("zakrytoe aktsionernoe obshchestvo", "ZAO"),
    ("aktsionernoe obshchestvo", "AO"),
    ("gesellschaft mit beschränkter haftung", "GmbH"),
    ("aktiengesellschaft", "AG"),
    ("société à responsabilité limitée", "SARL"),
    ("société anonyme", "SA"),
    ("sociedad anónima de capital variable", "SA de CV"),
    ("sociedad de responsabilidad limitada", "S de RL"),
    ("sociedad anónima", "SA"),
    ("besloten vennootschap", "BV"),
    ("naamloze vennootschap", "NV"),
    ("anonim şirketi", "AS"),
    ("limited şirketi", "Ltd Sti"),
    ("общество с ограниченной ответственностью", "ООО"),
    ("публичное акционерное общество", "ПАО"),
    ("открытое акционерное общество", "ОАО"),
    ("закрытое акционерное общество", "ЗАО"),
    ("акционерное общество", "АО"),
)
"""Legal forms in full and in short; the longer before those that they contain."""

TRANSLATED = {
    "OOO": "LLC", "PAO": "PJSC", "OAO": "OJSC", "ZAO": "CJSC", "AO": "JSC", "LLC": "OOO",
    "PJSC": "PAO", "OJSC": "OAO", "CJSC": "ZAO", "JSC": "AO",
}  # fmt: skip
"""Russian forms and how they are put into English."""

FILLERS = frozenset(" ".join(full for full, _ in FORMS).split()) | frozenset(
    """the of and for de la le du des der die das und y e da do dos del di von van bin ibn ben abu
    al el ul bint haji hajji sheikh shaykh mr mrs dr co ltd llc inc corp company limited group
    joint stock public open closed corporation jsc ojsc pjsc cjsc ooo oao ao pao zao gmbh sa
    general trading international""".split()
)
"""Words that do not tell who is meant."""

LOOK_ALIKE = dict(zip("aceopxyiABCEHKMOPTXY", "асеорхуіАВСЕНКМОРТХУ", strict=True))
LEET = {"o": "0", "i": "1", "l": "1", "e": "3", "a": "4", "s": "5", "t": "7", "b": "8"}
INVISIBLE = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad")
SENTENCES = (
    "payment to {} re invoice {}",
    "transfer in favour of {} for goods, contract no. {}",
    "{} loan repayment {}",
    "salary {} month {}",
    "ref {1} beneficiary {0} urgent",
)
