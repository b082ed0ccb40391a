"""Letters of other scripts as the press writes foreign names with them, as data.

Each letter, or group of letters, stands for one or more Latin spellings, the most likely first.
They follow the tables by which names are put *into* these scripts, read backwards: the Greek
inter-institutional style guide (ντ d, μπ b, γκ g), ISO 15919 and the practice of the Indian press,
the Japanese cabinet notice on foreign words of 1991 and modified Hepburn, the National Institute
of Korean Language's rules for foreign words, the Georgian national system of 2002, and the Royal
Thai General System with the Royal Society's rules for English words.
"""

from __future__ import annotations

Letters = dict[str, tuple[str, ...]]


def _table(text: str) -> Letters:
    """Groups of ``letters=first,second``; ``-`` stands for nothing."""
    pairs = (one.split("=") for one in text.split())
    return {key: tuple(v.replace("-", "") for v in values.split(",")) for key, values in pairs}


GREEK = _table(
    "^μπ=b ^ντ=d ^γκ=g ^γε=ge,ye ^τζ=dzh,tz ντζ=dzh,ntz τζ=dzh,tz τσ=ch,ts τς=ch,ts μπ=b,mp,mb "
    "ντ=d,nt,nd γκ=g,nk,ng γγ=ng γχ=nch γξ=nx ου=u αυ=av,af,au ευ=ev,ef,eu ει=ei,i οι=oi,i "
    "αι=ai,e υι=i για=ya,gia γιο=yo,gio γιου=yu,giou γιε=ye,gie οφ$=ov,of εφ$=ev,ef αφ$=av,af "
    "ιφ$=iv,if α=a β=v γ=g δ=d ε=e ζ=z,zh η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s,sh "
    "ς=s τ=t υ=y,i φ=f χ=kh,h,ch ψ=ps ω=o ϊ=i ϋ=y"
)
"""Marks: ``^`` at the start of a word only, ``$`` at its end only."""

GEORGIAN = _table(
    "ა=a ბ=b გ=g დ=d ე=e ვ=v ზ=z თ=t ი=i კ=k ლ=l მ=m ნ=n ო=o პ=p ჟ=zh რ=r ს=s ტ=t უ=u ფ=p,f "
    "ქ=k ღ=gh ყ=q შ=sh ჩ=ch ც=ts ძ=dz წ=ts ჭ=ch ხ=kh ჯ=j,dzh ჰ=h ი$=-,i"
)

INDIC = _table(
    "क=k ख=kh ग=g घ=gh ङ=n च=ch छ=chh ज=j,z,zh झ=jh,zh,z ञ=n ट=t ठ=th ड=d ढ=dh ण=n त=t थ=th "
    "द=d ध=dh न=n ऩ=n प=p फ=f,ph ब=b भ=bh,v म=m य=y र=r ऱ=r ल=l ळ=l ऴ=zh व=v,w श=sh ष=sh "
    "स=s,z ह=h क़=q ख़=kh ग़=gh ज़=z ड़=r,d ढ़=rh फ़=f झ़=zh य़=y व़=w क्ज=s,z,j"
)
"""Consonants of Devanagari; other Indian scripts stand in the same order in their blocks."""

INDIC_VOWELS = _table(
    "अ=a आ=a इ=i ई=i उ=u ऊ=u ऋ=ri ए=e ऐ=ai ओ=o औ=au ऑ=o ऍ=e ऎ=e ऒ=o ा=a ि=i ी=i ु=u ू=u ृ=ri "
    "े=e ै=ai ो=o ौ=au ॉ=o ॅ=e ॆ=e ॊ=o ॗ=u ॖ=ai"
)

BENGALI = _table("ब=b,v भ=v,bh य=j,y ज=j,z,zh य़=y,e श=sh,s स=s,sh ओय़=w ॎ=t")
TAMIL = _table(
    "क=k,g,h च=s,ch,z ट=t,d त=t,d,th प=p,b,f ज=j,z,zh ஃप=f स=s श=sh ऩ=n ऱ=r,t ऴ=zh,l व=v,w"
)
"""What differs in Bengali, and in Tamil, where one letter stands for b and p, or for d and t."""

KATAKANA = _table(
    "ア=a イ=i ウ=u エ=e オ=o カ=ka キ=ki ク=k,ku ケ=ke コ=ko ガ=ga ギ=gi グ=g,gu ゲ=ge ゴ=go "
    "サ=sa シ=shi,si,sh ス=s,su セ=se ソ=so ザ=za ジ=ji,zhi,zi,di ズ=z,zu,s ゼ=ze ゾ=zo タ=ta "
    "チ=chi,ti,t ツ=ts,tsu,tu テ=te ト=t,to ダ=da ヂ=ji,di ヅ=zu デ=de ド=d,do ナ=na ニ=ni "
    "ヌ=nu ネ=ne ノ=no ハ=ha,kha ヒ=hi,khi フ=f,v,fu,h ヘ=he,khe ホ=ho,kho バ=ba,va ビ=bi,vi "
    "ブ=b,v,bu ベ=be,ve ボ=bo,vo パ=pa ピ=pi プ=p,pu ペ=pe ポ=po マ=ma ミ=mi ム=m,mu メ=me "
    "モ=mo ヤ=ya ユ=yu ヨ=yo ラ=ra,la リ=ri,li ル=r,l,ru,lu レ=re,le ロ=ro,lo ワ=wa,va ヲ=o "
    "ン=n ヴ=v,vu ー=- ッ=- リ$=ri,r,li,l チ$=ch,chi,t,ti フ$=v,f ブ$=b,v シャ=sha "
    "シュ=shu,sh ショ=sho シェ=she チャ=cha チュ=chu,tyu チョ=cho,tyo チェ=che "
    "ジャ=ja,zha,dya ジュ=ju,zhu,dyu ジョ=jo,zho,dyo ジェ=je,zhe,de,dye ティ=ti ディ=di "
    "トゥ=tu ドゥ=du テュ=tyu デュ=dyu ファ=fa フィ=fi フェ=fe フォ=fo フュ=fyu ウィ=wi,vi "
    "ウェ=we,ve ウォ=wo,vo ヴァ=va ヴィ=vi ヴェ=ve ヴォ=vo ヴャ=vya ヴュ=vyu ヴョ=vyo "
    "キャ=kya キュ=kyu キョ=kyo ギャ=gya ギュ=gyu ギョ=gyo ニャ=nya ニュ=nyu ニョ=nyo "
    "ヒャ=hya ヒュ=hyu ヒョ=hyo ビャ=bya,vya ビュ=byu,vyu ビョ=byo ピャ=pya ピュ=pyu ピョ=pyo "
    "ミャ=mya ミュ=myu ミョ=myo リャ=rya,lya リュ=ryu,lyu リョ=ryo,lyo ツァ=tsa ツィ=tsi "
    "ツェ=tse ツォ=tso イェ=ye スィ=si ズィ=zi シー$=shi,sy クァ=kwa クィ=kwi クォ=kwo "
    "グァ=gwa スヴ=sv ッチ$=ch,tchi フチ=ft,fch フト=ft,fto ァ=a ィ=i ゥ=u ェ=e ォ=o ャ=ya "
    "ュ=yu ョ=yo"
)

_STARTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_MIDDLES = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_ENDS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"

HANGUL_STARTS = _table(
    "ㄱ=g ㄲ=k ㄴ=n ㄷ=d ㄸ=t ㄹ=r,l ㅁ=m ㅂ=b,v ㅃ=p ㅅ=s ㅆ=s ㅇ=- ㅈ=z,j,zh ㅉ=ts,j ㅊ=ch "
    "ㅋ=k,c ㅌ=t ㅍ=p,f ㅎ=h,kh"
)
HANGUL_MIDDLES = _table(
    "ㅏ=a ㅐ=e,a ㅑ=ya ㅒ=ye ㅓ=eo,e,o ㅔ=e ㅕ=yeo,ye ㅖ=ye ㅗ=o ㅘ=wa ㅙ=we ㅚ=oe ㅛ=yo ㅜ=u "
    "ㅝ=wo ㅞ=we ㅟ=wi ㅠ=yu ㅡ=-,eu ㅢ=ui ㅣ=i"
)
HANGUL_ENDS = _table("ㄱ=k,g ㄴ=n ㄷ=t ㄹ=l,r ㅁ=m ㅂ=p,b ㅅ=s,t ㅇ=ng ㅋ=k ㅌ=t ㅍ=p,f")

THAI = _table(
    "ก=k,g ข=k,kh ค=k,kh ฆ=k,kh ง=ng จ=ch,j ฉ=ch ช=ch,sh ซ=s,z ฌ=ch ญ=y,n ฎ=d ฏ=t ฐ=th,t "
    "ฑ=th,d ฒ=th,t ณ=n ด=d ต=t ถ=th,t ท=t,th ธ=th,t น=n บ=b ป=p ผ=p,ph ฝ=f พ=p,ph ฟ=f,v "
    "ภ=p,ph ม=m ย=y ร=r ล=l ว=v,w ศ=s,sh ษ=s,sh ส=s ห=h ฬ=l ฮ=h"
)
THAI_VOWELS = _table(
    "ะ=a ั=a า=a ำ=am ิ=i ี=i ึ=ue ื=ue ุ=u ู=u เ=e แ=ae,e โ=o ใ=ai ไ=ai เ็=e แ็=ae,e,a "
    "เอ=e,oe เา=ao เีย=ia,ie,e เือ=uea เิ=oe,e เย=oei,ey ัว=ua เอะ=oe โะ=o เะ=e"
)
"""Thai vowels with the signs that stand before and behind the consonant put together."""


def jamo(sign: str) -> tuple[str, str, str]:
    """A Korean syllable's three parts, the last one a blank if it has none.

    >>> jamo("셴")
    ('ㅅ', 'ㅖ', 'ㄴ')
    """
    number = ord(sign) - 0xAC00
    return _STARTS[number // 588], _MIDDLES[number // 28 % 21], _ENDS[number % 28]
