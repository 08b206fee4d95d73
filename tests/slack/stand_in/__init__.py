"""A stand-in for Slack: a real server on loopback that an app cannot tell from Slack, and the hands and eyes of its people.

    with Slack() as slack:                       the server, on a thread of its own; `slack.variables()` is the environment for the app
        people = Workspace(slack)                both are fixtures too: `slack`, `people`; `settings` is what a test changes
        asked = people.mention("ana", "general", "Where is Freshteam hosted?")
        people.click("ana", people.reply_to(asked), "Open")

What stands where, lowest first; a file imports only from files above it in this list:

    settings, journal, refusals, model      settings of one app in one workspace, what happened, refusals, people and messages
    checks/                                 what Slack refuses in blocks, views and messages
    faults                                  misbehaviour on demand
    parcels, sockets, posting, deliveries   what is sent to the app, by Socket Mode or HTTP, and again where it is not acknowledged
    state                                   all of that together
    payloads, talk                          how it looks to the app; what happens when a message appears, changes or goes
    methods/, web_api, response_urls        the doors that the app calls
    slack                                   the server
    typed, elements                         what people type, what they can click
    hands, interactions, eyes, workspace    people who write, click and look
    tiny, __main__                          tiny apps for the stand-in's own tests; the stand-in as a program, to try an app by hand

Left out, because the app does without: OAuth, streaming, files, reactions, external selects, workflows, message_replied (which Slack sends
without its subtype anyway), app_rate_limited and the disabling of apps that fail; `send_event` sends any other event.
"""
