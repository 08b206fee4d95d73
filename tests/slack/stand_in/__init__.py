"""A stand-in for Slack: a real server on loopback that an app cannot tell from Slack, and the hands and eyes of its people.

    with Slack() as slack:                       the server, on a thread of its own; `slack.variables()` is the environment for the app
        people = Workspace(slack)                from tests.slack.stand_in.workspace
        asked = people.mention("ana", "general", "Where is Freshteam hosted?")
        people.reply_to(asked)

What stands where, lowest first; a file imports only from files above it in this list:

    settings, journal, refusals, model      settings of one app in one workspace, what happened, refusals, people and messages
    checks/                                 what Slack refuses in blocks, views and messages
    faults                                  misbehaviour on demand
    parcels, payloads                       what is sent to the app and how it looks
    sockets, posting, deliveries            the ways to the app: Socket Mode, HTTP, and the retries of both
    slack                                   all of it together, with the server's thread
    methods/, web_api, response_urls        the doors that the app calls
    workspace                               people: hands.py and interactions.py act, eyes.py look
"""
