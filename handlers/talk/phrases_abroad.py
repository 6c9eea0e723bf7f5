"""What people write about the counter in English, and the little that is read of Chinese and Korean."""

from collections.abc import Mapping
from typing import Final

from handlers.casework.categories import Category

ABROAD: Final[Mapping[Category, Mapping[int, str]]] = {
    Category.ATTITUDE: {
        4: """
rude; impolite; disrespectful; arrogant; unfriendly; yelled|shouted|screamed|swore|snapped ~ at; shouting at
yelling at; threw ~ papers|documents|file|it ~ back|away|at
refused|refuses to ~ serve|help|accept|take|receive|answer|see; bad|poor|terrible|awful attitude
attitude ~ bad|terrible|awful|poor|rude|unacceptable; ignored|ignores|ignoring us|me|people|everyone|him|her
sent|told ~ away; nobody|no_one|noone|not_a_single ~ at|behind the|any counter|desk|window
counter|desk|office|window ~ empty|unattended|unmanned|closed; jumped|skip|skipped|cut|jump ~ queue|line
friends|relatives|acquaintances ~ first|before; playing ~ phone|game; on their|his|her phone; 态度; 服务态度; 不耐烦
听不懂 ~ 让我; 让我走; 不理; 骂; 불친절; 무시; 소리 를 질; 태도
ignored|ignoring|ignores ~ people|line|queue|customers|citizens; chatting|chatted|gossiping ~ each|with|among
not look up; talking on ~ phone; made us|me feel stupid|small; walked away; hung up on
refused|refuses|refusing to look|listen|talk|explain|see|check; said ~ busy ~ come|go|back; too busy to
pushed|kicked|threw|dragged|chased ~ me|us|him|her out|away; security guard; closed early; left ~ before ~ closing
""",
        3: """
harass|harassed|harassment; unfair; discriminated|discrimination; looked down; laughed at; drunk; made fun
went home early; left early; insulted
""",
        2: "attitude; shouted; yelled; unhelpful; angry; mocked; not at his|her|their desk",
        1: "clerk; officer; official; staff; officials",
    },
    Category.INFORMAL_PAYMENT: {
        4: """
bribe; bribes; bribery; coffee|tea|extra|under_the_table|unofficial|lunch|speed money|payment|fee|fees|cash
under the table; envelope
asked|asks|asking|wanted|wants ~ extra|coffee|cash|money|more_money|gift|tip|million|vnd|dong
demanded|demanding|hinted|pay|paid ~ extra|coffee|cash|money|more_money|gift|tip|million|vnd|dong
no|without|not_give|refused ~ receipt; to speed ~ up; grease; middleman; broker; brokers; facilitation; kickback
红包; 贿赂; 塞钱; 뇌물; 뒷돈; 급행료; if i pay|give|gave|paid; if you pay|give; unless i|we pay|paid|give|gave
small|little gift|something|present; charged me double|twice|extra; paid ~ to get; asked to buy
buy insurance ~ signed|paper|approve; from ~ relative; personal account; under-the-table; cash only ~ no; kickbacks
something in return
""",
        3: """
extra fee|charge|money; gift; overcharged; charged ~ more|too_much|extra; fixer; money to ~ faster|quickly
""",
        2: "receipt; cash; tip",
        1: "fee; pay; money",
    },
    Category.DELAY: {
        4: """
overdue; delay; delayed; delays; late ~ result|days|weeks|months|certificate
still ~ waiting|no|not|nothing|havent|have_not|pending
waiting|waited ~ weeks|months|days|long|since|year|ages|hours
# weeks|months|years|days ~ ago|late|overdue|nothing|no|still|without
weeks|months ~ no|nothing|still|without ~ result|answer|reply|news|response
no reply|response|answer|news|result|update; past the ~ date|deadline
nobody|no_one ~ answers|answered|replies|replied|responds|called|calls|tells|told; deadline ~ passed|missed|gone
postponed; rescheduled; never ~ called|replied|answered|received|got
not|havent|have_not|hasnt ~ received|got|gotten|arrived|ready|issued|processed ~ yet; 还没; 拖延; 지연; 아직
keep|keeps ~ postponing|delaying|saying|telling ~ next|come|wait|later; should have been ~ ready|done|issued
promised ~ but; not ready; still not; # working days ~ not|no|still|already; it has been ~ days|weeks|months
for # days|weeks|months; since january|february|march|april|may|june|july|august|september|october|november|december
still being ~ signed|processed|checked|reviewed|considered; promised ~ by ~ today|but|still|now
keeps|kept saying ~ tomorrow|next|later; no news; no progress; stuck ~ months|weeks|office|desk; day after day
month after month; again and again ~ tomorrow|wait; late again; took them ~ months|weeks|days
""",
        3: """
takes|took|taking too|so|very long; so|very|too slow; the slip says; working days; appointment date
for months|weeks; hold on for; 等了
""",
        2: "slow; wait; waiting; late; long; ago",
        1: "result; application; applied; submitted; file",
    },
    Category.GUIDANCE_PAPERWORK: {
        4: """
missing ~ document|documents|paper|papers|form
another|more|extra|additional|new|different document|documents|paper|papers|form|forms|paperwork|certificate
come|came|go|went|gone|return|returned|going|coming back ~ times|again; # times; back and forth
each|every time ~ another|different|new|something|more
different ~ instructions|answers|requirements|things|story|officer_says; told ~ different|contradictory
unclear|confusing|wrong|no|poor instructions|guidance|explanation
not|never|nobody|no_one|didnt|doesnt|wouldnt|dont ~ explain|explains|explained|tell_me_what|guide
no|without ~ interpreter|translator|translation; red tape; list ~ missing|required|unclear
unnecessary ~ document|documents|paper|papers|paperwork; in writing; required documents ~ not|wrong|changed
没有翻译; 翻译; 材料; 서류; 통역
rejected|rejects|returned|sent_back|refused ~ file|application|documents|form ~ without|no|not
without ~ telling|explaining|explanation|reason|saying; what was|is wrong|missing|needed|required
different answers|answer|things; only in vietnamese; no one|nobody|noone ~ help|helps|helped ~ fill|form|me
help ~ fill ~ in|out|form; fill in|out ~ again|form|no; do not|dont|didnt know ~ which|what ~ form|documents|to_do
which form; sent ~ from ~ to|office|place|room; from one ~ to another; too many documents|papers|forms|steps
stamps from
""",
        3: """
paperwork; confusing; unclear; complicated; notarised|notarized|certified copy|copies; interpreter; translator
bureaucracy; one thing after another; rejected; no explanation
""",
        2: "documents; form; forms; photocopy; instructions; times",
        1: "paper; papers; document; procedure",
    },
    Category.ERROR_LOSS: {
        4: """
wrong|incorrect|misspelled|misspelt|mistake|error ~ name|date|birth|birthday|year|address
wrong|incorrect|misspelled|misspelt|mistake|error ~ number|spelling|certificate|information|gender|surname|area
name|date|year|address ~ wrong|incorrect|misspelled|misspelt|mistake|error|typo
birthday|number|certificate|surname|title ~ wrong|incorrect|misspelled|misspelt|mistake|error|typo
spelled|spelt|printed|typed ~ wrong
lost|misplaced|lose|losing|damaged|tore|mislaid ~ file|dossier|documents|document
lost|misplaced|lose|losing|damaged|tore|mislaid ~ papers|application|original|certificate|passport
file|dossier|documents|papers|application|originals ~ lost|missing|disappeared|misplaced|damaged
leaked|leak|sold|shared ~ data|information|phone|number|details
cannot|cant|could_not|couldnt find ~ file|dossier|documents|application|record; 丢了; 写错; 弄丢; 잘못; 분실
someone elses ~ name|file|data|photo; under ~ wrong|another|different|someone ~ name|person
does not|doesnt|dont match; name ~ missing ~ letter|list; wrong photo|person|stamp|page; mixed ~ up; no record of
""",
        3: """
typo; misspelled; misspelt; mistake; wrong person; mixed up; made an error; their error; correction; data leak
""",
        2: "wrong; incorrect; error; lost",
        1: "certificate; birth; title",
    },
    Category.FACILITY: {
        4: """
waiting|reception room|area|hall|space
no|not_enough|few|only|broken|any|without ~ chairs|seats|seat|chair|benches|bench
parking ~ no|full|far|lack|place|space
no|nowhere|lack|not_enough|place ~ parking|park|toilet|restroom|ramp|water|air|shade
toilet|toilets|restroom|bathroom ~ dirty|broken|filthy|locked|smells|smelly|no
ticket|queue|queueing|number|printer|air ~ broken|out_of_order|not_working|doesnt_work|isnt_working|broke|down
ac|fan|fans|lift|elevator|aircon ~ broken|out_of_order|not_working|doesnt_work|isnt_working|broke|down
broken ~ chairs|fan|fans|machine|printer|air|elevator|toilet|lift; wheelchair; ramp
disabled|elderly ~ access|stand|stairs|no; leaking roof; roof ~ leaks|leaking; 椅子; 厕所; 停车; 의자; 화장실; 주차
boiling|very|so|too|extremely hot ~ room|hall|inside|waiting; fans|fan|lights|light ~ dont|not|doesnt|broken|work
no elevator|lift; third|second|3rd|2nd floor; stand|standing ~ outside|hours|sun|rain; far away
""",
        3: """
parking; wheelchair; ticket machine; queue machine; too hot; crowded; air conditioning|conditioner; no shade
drinking water; signs ~ unclear|missing
""",
        2: "chairs; seats; toilet; broken; stairs; hot",
        1: "room; building; machine",
    },
    Category.DIGITAL_SERVICE: {
        4: """
online|web|website|portal|app|site|system|page ~ error|errors|crash|crashes|crashing|down|not|doesnt|cannot
online|web|website|portal|app|site|system|page ~ cant|wont|keeps|broken|fails|failed|slow|stuck|freezes|wrong
cannot|cant|could_not|couldnt ~ log|login|sign|upload ~ in|online|portal|app|website|file|application
cannot|cant|could_not|couldnt ~ pay|submit|access|register ~ in|online|portal|app|website|file|application
unable_to|not_able_to ~ log|login|sign|upload ~ in|online|portal|app|website|file|application
wont|fails_to|failed_to ~ log|login|sign|upload ~ in|online|portal|app|website|file|application
unable_to|not_able_to ~ pay|submit|access|register ~ in|online|portal|app|website|file|application
wont|fails_to|failed_to ~ pay|submit|access|register ~ in|online|portal|app|website|file|application
cannot|cant|could_not|couldnt|unable_to ~ login|log_in|upload|sign_in; upload ~ fails|failed|error|crash|crashes
payment ~ failed|error|deducted|not; otp; vneid; charged|deducted ~ twice|but|still|though; error message
status ~ wrong|still|not|stuck; password; digital signature; 登录; 网站; 系统; 로그인; 홈페이지; 오류
register|create ~ account; says ~ id|account|number ~ not|invalid|wrong; the website says; session expired
page ~ blank|load; paid online; does not|doesnt|never ~ send|receive|get ~ code|otp|sms|email; verification code
the app; app ~ code|error|login; account ~ locked|blocked|suspended; captcha; website ~ down|slow
link ~ broken|dead
""",
        3: """
online portal|service|services|application|payment|form; the portal; national portal; public service portal; log in
login; crashing; verification code
""",
        2: "online; website; portal; app; upload; system",
        1: "account; internet",
    },
}
