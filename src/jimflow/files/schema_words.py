"""What each key of the definition language is for, in Swedish and English: an editor shows it beside the key."""

from __future__ import annotations

# ruff: noqa: E501 - a table reads best with a row for each key

_WORDS = """
workflow_file | En definition av ett program för jimflow. | The definition of a programme for jimflow.
head.workflow | Programmets namn: bokstäver, siffror och bindestreck. | The programme's name: letters, digits and hyphens.
head.version | Definitionens version, som text. | The version of the definition, as text.
head.title | Vad programmet heter. | What the programme is called.
head.calendar | En fil i config/calendars. | A file in config/calendars.
head.languages | Språken som texterna är på: [sv, en] (annars) eller [sv]. | The languages of the texts: [sv, en] (default) or [sv].
head.subject | Vad som deltar när det inte är en organisation, till exempel area. | What takes part when it is no organisation, for example area.
head.nouns | Programmets eget ord för dem som deltar. | The programme's own word for those who take part.
head.functions | Roller som personer innehar; regler och uppgifter gäller dem. | Roles that people hold; rules and assignments are about them.
head.choices | Listor som frågor väljer ur, i ordning. | Lists that questions choose from, in order.
head.result_steps | Vilken av listorna som är resultatkedjan. | Which of the lists is the results chain.
head.result_goals | Vilken av listorna som är målen som resultat bidrar till. | Which of the lists holds the goals that results contribute to.
head.themes | Teman att erbjuda när ett kluster väljer. | Themes to offer when a cluster chooses.
head.rules | Villkor för att gå vidare, börja ett steg eller göra en övergång. | Conditions for moving on, entering a step or making a transition.
head.assignments | Vad som begärs, av vem och när. | What is asked, of whom and when.
head.forms | Frågorna som en uppgift besvaras med. | The questions that an assignment is answered with.
head.every_meeting | Vad som gäller för varje träff. | What holds for every meeting.
head.steps | Stegen i ordning; vart och ett är ett tillstånd. | The steps in order; each is a state.
head.states | Alla tillstånd i ordning; <steps> står för stegen, ! efter ett slut. | All states in order; <steps> stands for the steps, ! after an end.
head.state_titles | Namn på tillstånd som inte är steg. | Names of states that are no steps.
head.transitions | Vad som kan göras: från vilka tillstånd och vart. | What can be done: from which states and where to.
head.letters | Mejl när någon kommer till ett tillstånd. | Mails when someone enters a state.
head.parties | Delar som organisationer tar i samma ärende. | Parts that organisations take in one subject.
head.starts | Processer som kan startas i en annan omgång. | Sub-flows that may be started in another round.
nouns.one | myndighet | agency
nouns.the | myndigheten | the agency
nouns.many | myndigheter | agencies
nouns.a | en myndighet; följer annars av regel | an agency; else it follows by rule
nouns.the_many | myndigheterna; följer annars av regel | the agencies; else it follows by rule
nouns.model | modellmyndighet; följer annars av regel | model agency; else it follows by rule
nouns.the_model | modellmyndigheten; följer annars av regel | the model agency; else it follows by rule
nouns.cluster | Programmets eget ord för dem som träffas tillsammans, i stället för kluster. | The programme's own word for those who meet together, instead of cluster.
cluster.one | grupp | group
cluster.the | gruppen | the group
cluster.many | grupper | groups
cluster.a | en grupp; följer annars av regel | a group; else it follows by rule
cluster.the_many | grupperna; följer annars av regel | the groups; else it follows by rule
function.title | Vad funktionen heter. | What the function is called.
function.duty | Fullbordar ”Du får uppgiften för att du …”. | Completes “You get this because you …”.
function.attends | Vilka träffar den bjuds till (annars inga). | Which meetings it is asked to (default none).
function.belongs_to | Var den hör hemma (annars own: hos den som deltar). | Where it belongs (default own: to what takes part).
function.coordinates | Får svara på allt och hör av vakanser. | May submit everything and hears of vacancies.
function.busy | Tider på året med annat arbete; visas när datum väljs. | Times of the year with other work; shown when dates are chosen.
busy.from | Första dagen: månad-dag, 01-15. | The first day: month-day, 01-15.
busy.to | Sista dagen: månad-dag, 03-01. | The last day: month-day, 03-01.
busy.what | Vad det är för arbete. | What work it is.
rule.check | Vad regeln ser på. | What the rule looks at.
rule.severity | block stoppar, warn får man gå förbi, info visas. | block stops, warn may be passed, info is shown.
rule.waivable | Avsteg kan godkännas. | Can be waived.
rule.curable | Kan tas igen i efterhand med stegets catch_up. | Can be caught up with the step's catch_up.
rule.at | Bara första och sista träffen, eller varje (annars). | Only the first and last meeting, or every (default).
rule.text | Vad som är fel, i ord; {platshållare} fylls i. | What is wrong, in words; {placeholders} are filled in.
rule.fix | Vem som kan åtgärda det, och hur. | Who can mend it, and how.
rule.fix_after | Detsamma när träffen har varit. | The same once the meeting has been held.
rule.functions | Funktionerna som regeln gäller. | The functions that the rule is about.
rule.of | Någon av de egna funktionerna, vilken som helst. | Any function of the own organisation.
rule.at_least | Hur många som behövs, eller en andel; annars alla. | How many are needed, or a share; default all.
rule.where | Bara de som ingår i högsta ledningen. | Only those in top management.
rule.deputy | Om en ersättare räknas. | Whether a deputy counts.
rule.assignments | before, after, step, all, eller en lista med namn. | before, after, step, all, or a list of names.
rule.assignment | Uppgiften vars svar det gäller. | The assignment whose answer it is about.
rule.field | Frågans id. | The question's id.
rule.is | Svaren som duger; annars vilket svar som helst. | The answers that will do; default any answer.
rule.at_least_one_of | Leden i resultatkedjan, minst ett av dem. | Steps of the results chain, at least one of them.
rule.min | Minst så många. | At least so many.
rule.max | Högst så många. | At most so many.
rule.part | Delarna som organisationer tar. | The parts that organisations take.
rule.contribution | Var och en ska ha sagt vad den bidrar med. | Each must have said what it contributes.
rule.start | Vad som har startats. | What has been started.
where.top_management | Ingår i nationell eller högsta ledningsgrupp. | Belongs to the national or top management team.
assignment.title | Ett namn: Beskrivning av hur ni arbetar i dag. | A noun phrase: Description of how you work today.
assignment.short | En uppmaning för ärenderaden: beskriv hur ni arbetar. | An order for the subject line: describe how you work.
assignment.ask | Fullbordar ”Vi ber er …”. | Completes “We ask you to …”.
assignment.why | En eller två meningar om varför. | One or two sentences on why.
assignment.instruction | Hur man går till väga. | How to go about it.
assignment.effort | Tiden att räkna med: 2 days, half a day, 3 hours. | The time to expect: 2 days, half a day, 3 hours.
assignment.to | Funktionerna som får uppgiften. | The functions that get the assignment.
assignment.form | Formuläret. | The form.
assignment.opens | När den öppnar: entered, made, meeting, next_meeting ± dagar. | When it opens: entered, made, meeting, next_meeting ± days.
assignment.due | Sista dag, till exempel next_meeting - 35 days else meeting + 30 working days. | The due date, as next_meeting - 35 days else meeting + 30 working days.
assignment.remind | Påminnelser, till exempel due - 3 working days. | Reminders, for example due - 3 working days.
assignment.inform | Vem som får veta att svar saknas, och när. | Who is told that the answer is missing, and when.
assignment.waits_for | Vad öppningen väntar på. | What the opening waits for.
assignment.share_with | Vem som får läsa svaret: cluster, host (annars), eller en lista: [cluster, ministry, outside, guests]. | Who may read the answer: cluster, host (default), or a list: [cluster, ministry, outside, guests].
assignment.accept | required: svaret ska godkännas. | required: the answer must be accepted.
assignment.optional | Ingen regel räknar den. | No rule counts it.
assignment.closes | when left: stängs när steget lämnas. | when left: closed when the step is left.
inform.at | När, till exempel due + 3 working days. | When, for example due + 3 working days.
inform.who | Funktionen som får veta. | The function that is told.
waits_for.assignment | En tidigare uppgift. | An earlier assignment.
waits_for.theme | chosen: tills klustret har valt tema. | chosen: until the cluster has chosen a theme.
waits_for.until | Längst till, till exempel meeting - 14 days. | At most until, for example meeting - 14 days.
form.questions | Frågorna i ordning. | The questions in order.
form.sections | Frågorna i avsnitt. | The questions in sections.
section.title | Avsnittets rubrik. | The section's heading.
section.questions | Frågorna i ordning. | The questions in order.
question.id | Frågans namn i formuläret. | The question's name in the form.
question.type | Hur den besvaras. | How it is answered.
question.sv | Frågan på svenska. | The question in Swedish.
question.en | Frågan på engelska. | The question in English.
question.hint | En hjälptext. | A hint.
question.required | Måste besvaras (annars ja). | Must be answered (default true).
question.for | Funktionerna som ser frågan (annars alla). | The functions that see the question (default all).
question.prefill | Fylls i med ett tidigare svar: uppgift.fråga. | Filled in with an earlier answer: assignment.question.
question.max | Högsta antalet tecken. | The most characters.
question.choices | Listan att välja ur. | The list to choose from.
every_meeting.attendance | Regler före träffen och när steget lämnas. | Rules before the meeting and when the step is left.
every_meeting.exit | Regler när ett steg med träff lämnas. | Rules when a step with a meeting is left.
every_meeting.invite | När kalenderposten går ut. | When the calendar entry goes out.
every_meeting.holds | Första och sista träffen bokas när någon blir med. | The first and last meeting are held free on joining.
every_meeting.readiness | När beredskapen prövas. | When readiness is looked at.
every_meeting.record | När värden ombeds anteckna närvaron. | When the host is asked to record attendance.
every_meeting.theme_missing | När värden får veta att tema saknas. | When the host is told that a theme is missing.
step.title | Stegets namn; {lap} visar varvets nummer. | The step's name; {lap} shows the number of the lap.
step.purpose | Vad steget är till för. | What the step is for.
step.meeting | Steget har en träff. | The step has a meeting.
step.before | Uppgifter inför träffen. | Assignments before the meeting.
step.assignments | Uppgifter i ett steg utan träff. | Assignments of a step without a meeting.
step.after | Uppgifter efter träffen. | Assignments after the meeting.
step.catch_up | Uppgiften för den som missade träffen. | The assignment for who missed the meeting.
step.theme | per cluster: varje kluster väljer tema. | per cluster: each cluster chooses a theme.
step.guests | Funktioner som bjuds in till just den här träffen. | Functions that are asked to this meeting only.
step.materials | Att läsa eller se. | To read or watch.
step.rests | true: här får man stanna hur länge som helst, och ingen påminns om att gå vidare. | true: one may stay here for any time, and nobody is reminded of moving on.
step.attendance | Regler före just den här träffen och när steget lämnas, utöver dem för alla träffar. | Rules before this meeting and when the step is left, besides those for every meeting.
step.entry | Regler för att börja steget. | Rules for entering the step.
step.exit | Regler för att gå vidare. | Rules for moving on.
meeting.length | full day, half day, 2 hours eller 90 minutes. | full day, half day, 2 hours or 90 minutes.
material.title | Vad det heter. | What it is called.
material.url | Webbadressen. | The web address.
transition.title | Vad det heter att göra det: Tacka ja. | What doing it is called: Accept.
transition.from | Tillstånd den börjar i; active är varje steg. | States it starts in; active is any step.
transition.to | Tillståndet den leder till. | The state it leads to.
transition.along | Vägen framåt: <steps> och sist ett slut. | The way onwards: <steps> and last an end.
transition.by | Vem som gör det: host (annars) eller own. | Who does it: host (default) or own.
transition.reason | Om skäl krävs, efterfrågas eller inte behövs. | Whether a reason is required, asked or not needed.
transition.rules | Egna regler för just den här. | Rules of its own.
transition.completes | Steget som lämnas räknas som klart. | The step that is left counts as done.
letter.when | enters och ett tillstånd. | enters and a state.
letter.to | Funktionerna som får brevet. | The functions that get the letter.
letter.template | En mapp i notifications; i stället för subject och text. | A folder in notifications; instead of subject and text.
letter.subject | Brevets ärenderad; {organisation}, {round}, {answer_by} … | The letter's subject line; {organisation}, {round}, {answer_by} …
letter.text | Brevets egna ord; en tom rad mellan stycken. | The letter's own words; an empty line between paragraphs.
party.title | Vad delen heter. | What the part is called.
party.joins | Hur en organisation blir med. | How an organisation joins.
party.most | Högst så många samtidigt. | At most so many at a time.
party.contact | Funktionen som hör av inbjudan. | The function that hears of the invitation.
start.title | Vad som startas. | What is started.
start.workflow | Programmet som det är ett ärende i. | The programme that it is a case of.
start.from | Tillstånd det får startas i. | States it may be started in.
start.carries | Svar som följer med: namn där → uppgift.fråga här. | Answers that go along: name there → assignment.question here.
start.tells | Funktionerna som hör av svaret. | The functions that hear of the answer.
"""

BY_KEY = {
    key: (sv, en)
    for key, sv, en in ([part.strip() for part in line.split("|")] for line in _WORDS.strip().splitlines())
}
"""Each key, with the part it stands in → the words in both languages."""


def described(key: str) -> str:
    """What the key is for, first in Swedish and then in English; "" for one without words."""
    return "\n\n".join(BY_KEY[key]) if key in BY_KEY else ""
