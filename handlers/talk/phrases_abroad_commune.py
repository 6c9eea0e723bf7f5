"""What people write about the commune, in praise and in advice, in English, Chinese and Korean."""

from collections.abc import Mapping
from typing import Final

from handlers.casework.categories import Category

ABROAD_COMMUNE: Final[Mapping[Category, Mapping[int, str]]] = {
    Category.DISCLOSURE: {
        4: """
never|not|no|didnt|doesnt|dont|nothing|havent ~ posted|publish|published|post|posts|publishes
never|not|no|didnt|doesnt|dont|nothing|havent ~ disclose|disclosed|displayed
never|not|no|didnt|doesnt|dont|nothing|havent ~ announce|announced|transparent|made_public
how ~ money|contributions|budget|funds|fund|fees ~ spent|used|goes|went|spend|spends; lack of transparency
not transparent; no transparency; list ~ poor ~ not|wrong|where; where ~ money ~ goes|went
spends|spent ~ contributions|budget|funds|money; budget ~ secret|hidden|not
hides|hiding|hidden ~ budget|list|accounts|plan|information; 公开; 公示; 공개; list of fees|prices|charges
on display; no ~ fees|prices ~ posted|display|list; website ~ not updated|outdated; notice ~ missing|nowhere
never|not|nobody|no_one ~ told|informed|announced ~ about|plan|project|us|people|residents
residents|people|villagers ~ told|informed|know ~ plan|project|about
new ~ project|plan|road ~ not|never|secret|told; no information; kept ~ secret; where our|the money ~ went|goes
not share
""",
        3: """
transparency; transparent; notice board; disclosure; posted; publish; published; poor households; price list
fee list; in secret
""",
        2: "budget; contributions; funds; list; accounts",
        1: "village; commune; public",
    },
    Category.PARTICIPATION: {
        4: """
no|without|never|any|not_a_single|skipped ~ meeting|vote|voting|consultation
nobody|no_one|never|not|without ~ asked|consulted|asking|consulting|consult ~ us|people|villagers
nobody|no_one|never|not|without ~ asked|consulted|asking|consulting|consult ~ residents|opinion|households
forced|made|told|required|pressured ~ pay|contribute|contribution ~ for|village|road
election|elected|elect|vote|voted|voting ~ village|head|hamlet|chief|unfair|households|ballot|ballots
village|hamlet head|chief ~ elected|vote|chosen|election|decided; household ~ pay|contribute|fee
decided ~ without|himself|themselves|alone; villagers|residents ~ not|never|no ~ asked|vote|say|meeting
supervision board; no say
""",
        3: """
village meeting; contribution; contributions ~ forced|compulsory; consulted; ballot; village head; village chief
opinion of ~ people
""",
        2: "vote; meeting; households; election",
        1: "village; hamlet",
    },
    Category.LAND_COMPENSATION: {
        4: """
compensation; compensated
took|taking|taken|take|recovered|seized|acquired|expropriated ~ land|field|rice|farm|house|farmland|garden
resettlement; resettled; relocation; land recovery|acquisition
land ~ taken|recovered|seized|acquired|expropriated|price; site clearance; eviction; evicted; 征地; 补偿; 토지 수용
보상; demolish|demolished|demolishing ~ house|home|our|my
for the highway|road|industrial_park|project ~ house|land|field|home; no place to live; price per square; bulldozer
bulldozed; land ~ price|market
""",
        3: """
industrial park|zone ~ land|field; rice field; expropriation; inventory ~ trees|crops|house; measured ~ wrong|less
""",
        2: "farmland; industrial park; land price",
        1: "land; field",
    },
    Category.SECTOR_DEMOCRACY: {
        4: """
school|teacher|principal|kindergarten|headmaster ~ forces|forced|collect|collects
school|teacher|principal|kindergarten|headmaster ~ collected|charges|charged|makes|made
school|teacher|principal|kindergarten|headmaster ~ fee|fees|fund|extra|money|hit|beat|refused|refuses; extra classes
health station|center|centre ~ no|refused|refuses|not|closed|out|asks|charged
hospital|clinic|doctor|nurse ~ refused|refuses|rude|charged|no|not|wont|asks|asked|didnt|made
company|factory|employer|boss ~ owes|owe|not|unpaid|late|forces|forced ~ salary|wages|wage|insurance
company|factory|employer|boss ~ owes|owe|not|unpaid|late|forces|forced ~ overtime|pay|paid|contract|union
company|factory|employer|boss ~ doesnt|didnt|refuses|wont|cut|cuts|delays ~ salary|wages|wage|insurance
company|factory|employer|boss ~ doesnt|didnt|refuses|wont|cut|cuts|delays ~ overtime|pay|paid|contract|union
unpaid|late ~ salary|wages|wage|overtime|insurance; trade union; labor|labour union; forced overtime
social insurance; health insurance card ~ not|refused; 工资; 加班; 工会; 임금; 월급; 노조; the union
labor|labour agreement|contract; workers ~ asked|vote|forced|not
""",
        3: """
school; teacher; hospital; clinic; doctor; parents; health insurance; salary; wages; overtime; workers; factory
school fund
""",
        2: "company; employer; children ~ class; union; medicine",
        1: "student; work; job",
    },
    Category.REGULATION_PROPOSAL: {
        4: """
rule|regulation|requirement|law|rules|regulations|decree|circular ~ unreasonable|outdated|unnecessary
rule|regulation|requirement|law|rules|regulations|decree|circular ~ contradicts|contradict|conflicts|conflicting
rule|regulation|requirement|law|rules|regulations|decree|circular ~ should_be|makes_no_sense|abolished
rule|regulation|requirement|law|rules|regulations|decree|circular ~ changed|removed|revised|illegal
abolish|remove|scrap|drop ~ rule|regulation|requirement|law|procedure|regulations|decree
amend|revise|repeal|change|simplify ~ rule|regulation|requirement|law|procedure|regulations|decree
outdated|unreasonable|unnecessary rule|regulation|requirement|rules|law; too many steps
should be simplified|abolished|changed|removed|allowed|reduced; allow ~ digital|electronic ~ instead
policy ~ unfair|outdated|should
""",
        3: "unreasonable requirement; contradictory rules; legal change; regulation",
        2: "requirement; rule; rules; decree; circular",
        1: "law",
    },
    Category.FIELD_ISSUE: {
        4: """
street|road|lamp light|lights|lamp|lamps
road|street|path|lane|alley|bridge|pavement ~ broken|damaged|holes|potholes|flooded|floods
road|street|path|lane|alley|bridge|pavement ~ flood|muddy|dangerous|collapsed|bad|dark|mud; pothole; potholes
garbage; trash; rubbish; litter; waste ~ dumped|water|smell|burning|collected|everywhere|pile|piled; sewage; sewer
drain ~ blocked|clogged|smells|overflow|overflowing; flooding; stinks; bad smell; pollution; polluted
tap|running|clean water ~ dirty|cut|no|brown|smells; no water|electricity|power; power cut|outage
power|electric line|lines|pole|wire ~ down|fallen|leaning|hanging; noise; noisy; karaoke; loud music; stray dogs
illegal parking|construction|dumping; trucks ~ dust|speed|night|damage|damaged|road
sidewalk|pavement ~ blocked|occupied|occupy; theft; thief; thieves; gambling; burning ~ trash|straw|garbage|rubbish
路灯; 垃圾; 道路; 噪音; 가로등; 쓰레기; 소음; dogs ~ loose|bit|bite|biting|barking; garbage ~ piling|piled
traffic light|lights; smoke ~ factory|black; no street|road ~ lighting|lights|light|lamp; dangerous at night
dark at night; street lighting; open manhole; manhole; well water; smoke ~ house|into
drunk people|men ~ street|night
""",
        3: """
street light; smelly; dust; drainage; pavement; sidewalk; road; smell; neighbour|neighbor ~ noise|loud|music
dirty water
""",
        2: "street; dark; drain; electricity; market",
        1: "water; dogs",
    },
    Category.PRAISE: {
        4: """
very|so|really|extremely kind|helpful|friendly|polite|nice|professional|patient|quick|efficient|good|fast
thank|thanks ~ kind|helpful|helping|help|great|excellent|friendly|patient|quick
great|excellent|wonderful|outstanding|fantastic|amazing|good service|job|work|staff|help|team|experience; impressed
compliment; commend; well done; praise; kind and helpful; kudos; 谢谢 ~ 帮助; 非常好; 친절 하
surprised|amazed|impressed ~ fast|quick|good|kind; everything done; done in # minutes; in ten|five|two|# minutes
thank you ~ for ~ helping|help|guiding|support; great|excellent|good|nice|best service|experience|staff
explained ~ clearly|patiently|well|everything; explains ~ clearly|patiently; so grateful; grateful
thank ~ officer|lady|man|staff|team ~ who|for
""",
        3: """
helpful; friendly; kind; polite; excellent; patient; finished early; ahead of time
earlier than ~ promised|expected|slip; satisfied with
""",
        2: "thank you ~ much; many thanks; quick; wonderful; great; appreciate; happy with",
        1: "nice; good",
        -4: """
not|isnt|wasnt|arent|werent|never|hardly ~ kind|helpful|friendly|polite|satisfied
not|isnt|wasnt|arent|werent|never|hardly ~ good|great|professional|nice|happy|patient; great thanks for nothing
what a great
""",
    },
    Category.SUGGESTION: {
        4: """
i|we|my|a|would_like_to suggest|propose|suggestion|recommend|proposal; suggestion; suggestions
would|it_would be great|nice|good|better|helpful|useful if
you|they|we|office|commune|ward should|could ~ open|add|provide|install|have|offer|extend|set|put|create|introduce
please ~ add|install|open|provide|extend|consider; why not ~ open|add|put|offer; wish ~ open|had|could|were
how about; an idea; could you ~ open|add|install|extend|offer; please add|put|provide|install|make|open
add ~ signs|chairs|english; my idea|suggestion|proposal; let people ~ book|make|do|submit
book ~ appointments|appointment ~ phone|online; have you thought; would like ~ to have|see|suggest
""",
        3: """
suggest; propose; recommend; idea; open on saturdays|saturday|sundays; saturday mornings; longer hours
""",
        2: "should; consider; improve; wish",
        1: "saturday; weekend",
    },
}
