"""The schema, one module for each part of it; importing this package registers every table."""

from jimflow.store.tables.accounts import Account, SignInTry, Submission, WebSession
from jimflow.store.tables.dialogue import Attachment, AttachmentContent, Remark
from jimflow.store.tables.doors import Guess, MailLink, PersonSession, SignInCode
from jimflow.store.tables.head_counts import HeadCount
from jimflow.store.tables.joint_answers import HandedIn, JointDraft, JointDraftPast, MaterialTick, RoomComment
from jimflow.store.tables.mail import Intent, Mail, MailReview, MailStop, Unwritten
from jimflow.store.tables.notes import Note
from jimflow.store.tables.people import Appointment, Organisation, Person
from jimflow.store.tables.preferences import AgencyRoom, MeetingEvaluation, Preference
from jimflow.store.tables.rounds import Cluster, Definition, Link, Material, Membership, Participation, Party, Round
from jimflow.store.tables.standing_in import Forward, Substitute
from jimflow.store.tables.trail import AuditEntry, AuditErasure, AuditPayload, Installation
from jimflow.store.tables.work import (
    Answer,
    Assignment,
    Attendance,
    Draft,
    Meeting,
    Occurrence,
    Part,
    Result,
    Rsvp,
    Session,
    Waiver,
)

__all__ = [
    "Account",
    "AgencyRoom",
    "Answer",
    "Appointment",
    "Assignment",
    "Attachment",
    "AttachmentContent",
    "Attendance",
    "AuditEntry",
    "AuditErasure",
    "AuditPayload",
    "Cluster",
    "Definition",
    "Draft",
    "Forward",
    "Guess",
    "HandedIn",
    "HeadCount",
    "Installation",
    "Intent",
    "JointDraft",
    "JointDraftPast",
    "Link",
    "Mail",
    "MailLink",
    "MailReview",
    "MailStop",
    "Material",
    "MaterialTick",
    "Meeting",
    "MeetingEvaluation",
    "Membership",
    "Note",
    "Occurrence",
    "Organisation",
    "Part",
    "Participation",
    "Party",
    "Person",
    "PersonSession",
    "Preference",
    "Remark",
    "Result",
    "RoomComment",
    "Round",
    "Rsvp",
    "Session",
    "SignInCode",
    "SignInTry",
    "Submission",
    "Substitute",
    "Unwritten",
    "Waiver",
    "WebSession",
]
