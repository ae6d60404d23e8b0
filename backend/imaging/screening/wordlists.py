"""The words that ``words`` refuses, small letters without accents; entries of several words are phrases."""

SEXUAL_ANYWHERE = (
    "nudes",
    "nudity",
    "nsfw",
    "porn",
    "hentai",
    "xxx",
    "erotic",
    "genital",
    "orgasm",
    "masturbat",
    "ejaculat",
)
"""Refused inside of any word as well."""

SEXUAL = (
    "nude", "naked", "topless", "bottomless", "undressed", "undressing", "unclothed", "disrobed", "stripped",
    "stripping", "striptease", "stripper", "bare breasts", "bare chested woman", "bare bottom", "no clothes",
    "without clothes", "without clothing", "wearing nothing", "nothing on", "no underwear", "no bra", "no panties",
    "see through clothes", "sex", "sexy", "sexual", "sexually", "sexualized", "sexualised", "sexting", "sex tape",
    "intercourse", "coitus", "foreplay", "seductive", "seducing", "lewd", "lascivious", "obscene", "explicit",
    "r rated", "x rated", "adult only", "adults only", "adult film", "adult content", "onlyfans", "playboy", "escort",
    "prostitute", "fetish", "kink", "kinky", "bdsm", "bondage", "dominatrix", "orgy", "threesome", "gangbang",
    "swinger", "upskirt", "downblouse", "cameltoe", "voyeur", "nip slip", "nipple", "nipples", "areola", "breasts",
    "boobs", "boob", "tits", "titties", "cleavage", "buttocks", "butt", "ass", "anus", "anal", "crotch", "groin",
    "penis", "penises", "phallus", "testicles", "scrotum", "vagina", "vaginal", "vulva", "labia", "clitoris", "pubic",
    "cock", "dick", "pussy", "cunt", "dildo", "vibrator", "erection", "erect", "aroused", "arousal", "horny", "cum",
    "cumshot", "semen", "sperm", "blowjob", "handjob", "oral sex", "fellatio", "cunnilingus", "creampie", "deepthroat",
    "fuck", "fucked", "fucking", "rape", "raped", "molest", "molested", "incest", "bestiality", "zoophilia", "milf",
    "gilf", "ecchi", "ahegao", "futanari", "yaoi", "yuri", "rule34", "nackt", "nackte", "nackter", "nacktes", "nue",
    "nues", "desnuda", "desnudo", "nudo", "nuda", "pelada", "naakt",
)  # fmt: skip
"""Also what has a decent meaning as well: in doubt a prompt is refused."""

YOUNG = (
    "child", "children", "childlike", "childish", "childhood", "kid", "kids", "kiddo", "kiddie", "minor", "minors",
    "underage", "under age", "underaged", "teen", "teens", "teenage", "teenaged", "teenager", "teenagers", "preteen",
    "pre teen", "tween", "tweens", "adolescent", "adolescents", "juvenile", "juveniles", "youngster", "youngsters",
    "prepubescent", "pubescent", "puberty", "toddler", "toddlers", "baby", "babies", "infant", "infants", "newborn",
    "newborns", "girl", "girls", "boy", "boys", "little one", "schoolgirl", "schoolgirls", "schoolboy", "schoolboys",
    "schoolchild", "schoolchildren", "school uniform", "schoolkid", "pupil of a school", "kindergarten", "preschool",
    "preschooler", "nursery school", "elementary school", "primary school", "middle school", "junior high",
    "high school", "highschool", "high schooler", "grade schooler", "first grader", "loli", "lolis", "lolita",
    "lolicon", "shota", "shotacon", "jailbait", "barely legal", "very young", "too young", "extremely young",
    "so young", "younger than eighteen", "under eighteen", "not yet eighteen", "below eighteen", "daughter", "niece",
    "nephew", "grandchild", "granddaughter", "grandson", "girl scout", "boy scout", "cub scout", "madchen", "junge",
    "kinder", "enfant", "enfants", "fillette", "nino", "ninos", "bambino", "bambina", "bambini",
)  # fmt: skip

NUMBERS_BELOW_18 = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen",
)  # fmt: skip

NOT_WISHED_AWAY = (
    "clothes", "clothing", "clothed", "dressed", "underwear", "bra", "panties", "adult", "adults", "grown up",
    "grown ups", "mature", "censored", "censor", "sfw", "safe for work",
)  # fmt: skip
"""Refused among the negative words."""
