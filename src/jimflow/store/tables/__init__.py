"""The schema, one module for each part of it; importing this package registers every table."""

from jimflow.store.tables.accounts import Account, SignInTry, Submission, WebSession
from jimflow.store.tables.head_counts import HeadCount
from jimflow.store.tables.mail import Intent, Mail, MailReview, MailStop, Unwritten
from jimflow.store.tables.notes import Note
from jimflow.store.tables.people import Appointment, Organisation, Person
from jimflow.store.tables.rounds import Cluster, Definition, Link, Material, Membership, Participation, Party, Round
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
    "Answer",
    "Appointment",
    "Assignment",
    "Attendance",
    "AuditEntry",
    "AuditErasure",
    "AuditPayload",
    "Cluster",
    "Definition",
    "Draft",
    "HeadCount",
    "Installation",
    "Intent",
    "Link",
    "Mail",
    "MailReview",
    "MailStop",
    "Material",
    "Meeting",
    "Membership",
    "Note",
    "Occurrence",
    "Organisation",
    "Part",
    "Participation",
    "Party",
    "Person",
    "Result",
    "Round",
    "Rsvp",
    "Session",
    "SignInTry",
    "Submission",
    "Unwritten",
    "Waiver",
    "WebSession",
]
