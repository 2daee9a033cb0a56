"""The session server: learners sign in, save drafts and hand in; the trainer follows, marks and sends feedback."""
